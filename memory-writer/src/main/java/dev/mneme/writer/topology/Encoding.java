package dev.mneme.writer.topology;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.SubjectKey;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Topics;
import dev.mneme.writer.memories.Change;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns effects into the bytes of their topics. */
final class Encoding {

  /**
   * An effect and what goes out for it.
   *
   * @param sink name of the sink node that leads to the topic; empty when nothing goes out
   */
  record Outgoing(Effect effect, String sink, byte[] key, byte @Nullable [] value) {

    boolean goesOut() {
      return !sink.isEmpty();
    }
  }

  private static final byte[] NONE = {};

  /** A topic takes a mebibyte; some of it is for the key, headers and the batch. */
  private static final int LARGEST_RECORD = 1_000_000;

  private final AvroCodec<MemoryRecord> records;
  private final AvroCodec<AuditEvent> audit;
  private final AvroCodec<SubjectKey> subjectKeys;
  private final AvroCodec<OperationOutcome> outcomes;
  private final AvroCodec<DeadLetter> letters;
  private final RegistryPatience patience;

  Encoding(Codecs codecs, RegistryPatience patience) {
    this.records = codecs.of(Topics.RECORDS);
    this.audit = codecs.of(Topics.AUDIT);
    this.subjectKeys = codecs.of(Topics.SUBJECT_KEYS);
    this.outcomes = codecs.of(Topics.OUTCOMES);
    this.letters = codecs.of(Topics.DLQ);
    this.patience = patience;
  }

  /**
   * @throws dev.mneme.serde.RegistryUnavailableException when an id is not known and cannot be
   *     asked
   */
  List<Outgoing> encode(String tenant, String subject, List<Effect> effects) {
    List<Outgoing> outgoing = new ArrayList<>(effects.size());
    for (Effect effect : effects) {
      outgoing.add(encode(tenant, subject, effect));
    }
    return outgoing;
  }

  private Outgoing encode(String tenant, String subject, Effect effect) {
    return switch (effect) {
      case Effect.Alter(Change change) ->
          switch (change) {
            case Change.Keep(MemoryRecord memory) ->
                new Outgoing(
                    effect,
                    WriterTopology.RECORDS,
                    key(tenant, subject, memory.getMemoryId()),
                    encode(memory));
            case Change.Drop(var id) ->
                new Outgoing(effect, WriterTopology.RECORDS, key(tenant, subject, id), null);
            case Change.Mark _, Change.Free _, Change.Release _ ->
                new Outgoing(effect, "", NONE, NONE);
          };
      case Effect.Introduce(String subjectHash, SubjectKey key) ->
          new Outgoing(
              effect, WriterTopology.SUBJECT_KEYS, utf8(subjectHash), subjectKeys.encode(key));
      case Effect.Blind(String subjectHash) ->
          new Outgoing(effect, WriterTopology.SUBJECT_KEYS, utf8(subjectHash), null);
      case Effect.Account(AuditEvent entry, boolean _) ->
          new Outgoing(
              effect, WriterTopology.AUDIT, utf8(entry.getSubjectHash()), audit.encode(entry));
      case Effect.Report(String scope, OperationOutcome outcome) ->
          new Outgoing(effect, WriterTopology.OUTCOMES, utf8(scope), outcomes.encode(outcome));
      case Effect.GiveUp(String key, DeadLetter letter) ->
          new Outgoing(effect, WriterTopology.DEAD_LETTERS, utf8(key), letters.encode(letter));
    };
  }

  /**
   * @throws IllegalStateException when the topic would not take it: the broker's refusal would stop
   *     the stage, and the next attempt too
   */
  byte[] encode(MemoryRecord memory) {
    byte[] encoded = records.encode(memory);
    if (encoded.length > LARGEST_RECORD) {
      throw new IllegalStateException("a record has " + encoded.length + " bytes");
    }
    return encoded;
  }

  /**
   * A record that was encoded before.
   *
   * @throws IllegalStateException when it is none
   */
  MemoryRecord record(byte[] encoded) {
    return patience.await(
        () ->
            switch (records.decode(encoded)) {
              case Decoding.Decoded<MemoryRecord>(MemoryRecord memory) -> Optional.of(memory);
              case Decoding.Undecodable<MemoryRecord>(String reason, var _) ->
                  throw new IllegalStateException("a kept memory is unreadable: " + reason);
              case Decoding.RegistryUnavailable<MemoryRecord> _ -> Optional.empty();
            });
  }

  private static byte[] key(String tenant, String subject, UUID id) {
    return utf8(new RecordKey(tenant, subject, id).key());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
