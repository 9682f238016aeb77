package dev.mneme.reader.recall.lucene;

import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.MemoryRecord;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding.Decoded;
import dev.mneme.serde.Decoding.RegistryUnavailable;
import dev.mneme.serde.Decoding.Undecodable;
import dev.mneme.topics.RecordKey;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one record of the log asks of the index. */
sealed interface Change {

  /** The memory is as it says, whatever was there before. */
  record Put(String key, MemoryRecord memory) implements Change {}

  /** There is no such memory any more. */
  record Remove(String key) implements Change {}

  /** It is no memory and never will be. */
  record Refused(DeadLetterCause cause, String reason) implements Change {}

  /** Nobody can say yet what it is. */
  record Unknown(String reason) implements Change {}

  static Change of(
      ConsumerRecord<byte[], byte[]> record,
      AvroCodec<MemoryRecord> codec,
      ToIntFunction<String> partitionOfSubject) {
    if (record.key() == null) {
      return new Refused(DeadLetterCause.INVALID, "it has no key");
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    RecordKey parsed;
    try {
      parsed = RecordKey.parse(key);
    } catch (IllegalArgumentException e) {
      return new Refused(DeadLetterCause.INVALID, "its key is not tenant/subject/memory-id");
    }
    if (partitionOfSubject.applyAsInt(parsed.subject()) != record.partition()) {
      return new Refused(DeadLetterCause.INVALID, "it is not in the partition of its subject");
    }
    if (record.value() == null) {
      return new Remove(key);
    }
    return switch (codec.decode(record.value())) {
      case Decoded<MemoryRecord>(MemoryRecord memory) ->
          names(parsed, memory)
              ? new Put(key, memory)
              : new Refused(DeadLetterCause.INVALID, "its key names another memory than its value");
      case Undecodable<MemoryRecord>(String reason, _) ->
          new Refused(DeadLetterCause.UNDECODABLE, reason);
      case RegistryUnavailable<MemoryRecord>(String reason) -> new Unknown(reason);
    };
  }

  private static boolean names(RecordKey key, MemoryRecord memory) {
    return key.equals(new RecordKey(memory.getTenant(), memory.getSubject(), memory.getMemoryId()));
  }
}
