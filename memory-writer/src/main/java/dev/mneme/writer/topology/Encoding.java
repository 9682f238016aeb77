package dev.mneme.writer.topology;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns effects into the bytes of their topics. */
final class Encoding {

  /**
   * @param sink name of the sink node that leads to the topic
   */
  record Outgoing(String sink, byte[] key, byte @Nullable [] value) {}

  private final AvroCodec<MemoryRecord> records;
  private final AvroCodec<AuditEvent> audit;
  private final AvroCodec<OperationOutcome> outcomes;
  private final AvroCodec<DeadLetter> letters;

  Encoding(Codecs codecs) {
    this.records = codecs.of(Topics.RECORDS);
    this.audit = codecs.of(Topics.AUDIT);
    this.outcomes = codecs.of(Topics.OUTCOMES);
    this.letters = codecs.of(Topics.DLQ);
  }

  /**
   * @throws dev.mneme.serde.RegistryUnavailableException when an id is not known and cannot be
   *     asked
   */
  Outgoing encode(Effect effect) {
    return switch (effect) {
      case Effect.Remember(RecordKey key, MemoryRecord memory) ->
          new Outgoing(WriterTopology.RECORDS, utf8(key.key()), records.encode(memory));
      case Effect.Forget(RecordKey key) ->
          new Outgoing(WriterTopology.RECORDS, utf8(key.key()), null);
      case Effect.Account(AuditEvent entry) ->
          new Outgoing(WriterTopology.AUDIT, utf8(entry.getSubjectHash()), audit.encode(entry));
      case Effect.Report(String scope, OperationOutcome outcome) ->
          new Outgoing(WriterTopology.OUTCOMES, utf8(scope), outcomes.encode(outcome));
      case Effect.GiveUp(String key, DeadLetter letter) ->
          new Outgoing(WriterTopology.DEAD_LETTERS, utf8(key), letters.encode(letter));
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
