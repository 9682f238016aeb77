package dev.mneme.writer.topology;

import dev.mneme.deadletter.DeadLetters;
import dev.mneme.identity.KeyedHash;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.serde.Codecs;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import dev.mneme.tracing.Spans;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.memories.ContentIdentity;
import dev.mneme.writer.memories.MemoryLife;
import dev.mneme.writer.memories.MemoryPolicy;
import dev.mneme.writer.redact.MemoryRedaction;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * {@code memory.events} → the change of a memory, one audit event, one outcome; or one dead letter,
 * one audit event, one outcome. The same function serves production and {@code TopologyTestDriver}.
 */
public final class WriterTopology {

  /** What it reads and writes; it cannot start before all of them are there. */
  public static final List<Topic<?>> TOPICS =
      List.of(
          Topics.EVENTS,
          Topics.RECORDS,
          Topics.AUDIT,
          Topics.SUBJECT_KEYS,
          Topics.OUTCOMES,
          Topics.DLQ);

  static final String EVENTS = "events";
  static final String REMEMBER = "remember";
  static final String RECORDS = "records";
  static final String AUDIT = "audit";
  static final String SUBJECT_KEYS = "subject-keys";
  static final String OUTCOMES = "outcomes";
  static final String DEAD_LETTERS = "dead-letters";

  /** What the stage is put together from. */
  public record Parts(
      Codecs codecs,
      Admission admission,
      MemoryRedaction redaction,
      KeyedHash hash,
      SubjectKeyring keyring,
      DeadLetters letters,
      Reporter reporter,
      RegistryPatience patience,
      MemoryPolicy policy,
      ExpirySchedule expiry,
      Spans spans) {

    /** With the standard life of memories, and nobody watching. */
    public Parts(
        Codecs codecs,
        Admission admission,
        MemoryRedaction redaction,
        KeyedHash hash,
        SubjectKeyring keyring,
        DeadLetters letters,
        Reporter reporter,
        RegistryPatience patience) {
      this(
          codecs,
          admission,
          redaction,
          hash,
          keyring,
          letters,
          reporter,
          patience,
          MemoryPolicy.STANDARD,
          ExpirySchedule.STANDARD,
          Spans.OFF);
    }
  }

  private WriterTopology() {}

  public static Topology build(Parts parts) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new Topology()
        .addSource(
            EVENTS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.EVENTS.name())
        .addProcessor(REMEMBER, supplier(parts), EVENTS)
        .addSink(RECORDS, Topics.RECORDS.name(), bytes, bytes, new SubjectPartitioner(), REMEMBER)
        .addSink(AUDIT, Topics.AUDIT.name(), bytes, bytes, REMEMBER)
        .addSink(SUBJECT_KEYS, Topics.SUBJECT_KEYS.name(), bytes, bytes, REMEMBER)
        .addSink(OUTCOMES, Topics.OUTCOMES.name(), bytes, bytes, REMEMBER)
        .addSink(DEAD_LETTERS, Topics.DLQ.name(), bytes, bytes, REMEMBER);
  }

  private static ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier(Parts parts) {
    Effects effects = new Effects(parts.hash(), parts.letters(), parts.reporter());
    Encoding encoding = new Encoding(parts.codecs(), parts.patience());
    MemoryLife life =
        new MemoryLife(
            parts.policy(),
            new ContentIdentity(parts.hash()),
            new RecordRedaction(parts.redaction()));
    return new ProcessorSupplier<>() {
      @Override
      public Processor<byte[], byte[], byte[], byte[]> get() {
        return new EventProcessor(
            parts.codecs().of(Topics.EVENTS),
            encoding,
            parts.admission(),
            parts.redaction(),
            life,
            effects,
            parts.keyring(),
            parts.reporter(),
            parts.patience(),
            parts.expiry(),
            parts.spans());
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            SeenEvents.builder(),
            AuditKeys.builder(),
            StoredMemories.store(StoredMemories.MEMORIES),
            StoredMemories.store(StoredMemories.CONTENTS),
            StoredMemories.store(Expiries.STORE));
      }
    };
  }
}
