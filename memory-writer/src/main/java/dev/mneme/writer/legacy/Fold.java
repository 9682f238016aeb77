package dev.mneme.writer.legacy;

import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.MemoryRecord;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.follower.refused.RefusedRecords;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Folds a batch of records to one change per memory, the last of each. What is no memory goes to
 * the dead letters, so that it stops nothing.
 */
public final class Fold {
  private final AvroCodec<MemoryRecord> codec;
  private final RefusedRecords refused;

  public Fold(Codecs codecs, RefusedRecords refused) {
    this.codec = codecs.of(Topics.RECORDS);
    this.refused = refused;
  }

  /**
   * @throws RetryLaterException when a schema is not known here and the registry is away
   */
  public List<Change> changes(List<ConsumerRecord<byte[], byte[]>> batch)
      throws RetryLaterException {
    Map<RecordKey, Change> last = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      Optional<Change> change = change(record);
      if (change.isPresent()) {
        last.put(change.get().key(), change.get());
      }
    }
    return List.copyOf(last.values());
  }

  private Optional<Change> change(ConsumerRecord<byte[], byte[]> record)
      throws RetryLaterException {
    Optional<RecordKey> key = key(record.key());
    if (key.isEmpty()) {
      refused.accept(record, DeadLetterCause.INVALID, "key is not tenant/subject/memory-id");
      return Optional.empty();
    }
    if (record.value() == null) {
      return Optional.of(new Change.Remove(key.get(), record.offset()));
    }
    return switch (codec.decode(record.value())) {
      case Decoding.Decoded<MemoryRecord>(MemoryRecord memory) -> keep(record, key.get(), memory);
      case Decoding.Undecodable<MemoryRecord>(String reason, var _) -> {
        refused.accept(record, DeadLetterCause.UNDECODABLE, reason);
        yield Optional.empty();
      }
      case Decoding.RegistryUnavailable<MemoryRecord>(String reason) ->
          throw new RetryLaterException(reason, new IOException(reason));
    };
  }

  private Optional<Change> keep(
      ConsumerRecord<byte[], byte[]> record, RecordKey key, MemoryRecord memory)
      throws RetryLaterException {
    RecordKey own = new RecordKey(memory.getTenant(), memory.getSubject(), memory.getMemoryId());
    if (!own.equals(key)) {
      refused.accept(record, DeadLetterCause.INVALID, "key is not that of the memory in the value");
      return Optional.empty();
    }
    return Optional.of(new Change.Keep(key, record.offset(), memory));
  }

  /** A key with NUL in it is nobody's: no tenant or pseudonym has one, and no column takes it. */
  private static Optional<RecordKey> key(byte[] key) {
    if (key == null) {
      return Optional.empty();
    }
    String text = new String(key, StandardCharsets.UTF_8);
    if (text.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(RecordKey.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
