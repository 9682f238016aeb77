package dev.mneme.topics;

import static dev.mneme.topics.Topic.Cleanup.COMPACT;
import static dev.mneme.topics.Topic.Cleanup.DELETE;
import static dev.mneme.topics.Topic.Visibility.INTERNAL;
import static dev.mneme.topics.Topic.Visibility.PUBLIC;
import static dev.mneme.topics.Topic.Visibility.RESTRICTED;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.Disclosure;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.LayerMode;
import dev.mneme.events.LedgerCheckpoint;
import dev.mneme.events.MemoryConcept;
import dev.mneme.events.MemoryEmbedding;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.ReaderPosition;
import dev.mneme.events.RolloutEvent;
import dev.mneme.events.RolloutObservation;
import dev.mneme.events.SubjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue: the only place with topic names and settings. */
public final class Topics {

  /**
   * Topics keyed by subject agree on this, so that a subject has one partition number everywhere.
   */
  public static final int SUBJECT_PARTITIONS = 4;

  /**
   * Scopes are few; their topics agree on this so that one task sees all there is about a scope.
   */
  public static final int SCOPE_PARTITIONS = 4;

  /**
   * All settings on {@link #CONTROL} are in this partition, whatever their keys, so that they have
   * one order: of a setting for one region and one for all regions, the later is the newer.
   */
  public static final int SETTINGS_PARTITION = 0;

  public static final Topic<MemoryEvent> EVENTS =
      new Topic<>(
          "memory.events",
          MemoryEvent.class,
          "subject",
          "upstream services and the HTTP edge of memory-writer",
          SUBJECT_PARTITIONS,
          DELETE,
          Optional.of(Duration.ofHours(24)),
          RESTRICTED,
          "What upstream services ask the memory to do; may hold raw personal data.",
          // The broker's time, not the publisher's: an event with an old time would be deleted by
          // age before it was processed, and its outputs early.
          Map.of("message.timestamp.type", "LogAppendTime"));

  public static final Topic<MemoryRecord> RECORDS =
      new Topic<>(
          "memory.records",
          MemoryRecord.class,
          "tenant/subject/memory id, partitioned by subject",
          "memory-writer",
          SUBJECT_PARTITIONS,
          COMPACT,
          Optional.empty(),
          PUBLIC,
          "Every memory as it is kept, redacted; the truth that both layers follow.");

  public static final Topic<MemoryEmbedding> EMBEDDINGS =
      new Topic<>(
          "memory.embeddings",
          MemoryEmbedding.class,
          "tenant/subject/memory id, partitioned by subject",
          "memory-reader",
          SUBJECT_PARTITIONS,
          COMPACT,
          Optional.empty(),
          // Readers agree on a model among themselves; nobody else can do anything with a vector.
          INTERNAL,
          "The vector of each memory's text, computed once, so that no index computes it again.");

  public static final Topic<MemoryConcept> CONCEPTS =
      new Topic<>(
          "memory.concepts",
          MemoryConcept.class,
          "tenant/subject/concept id, partitioned by subject",
          "memory-reader",
          SUBJECT_PARTITIONS,
          COMPACT,
          Optional.empty(),
          PUBLIC,
          "What keeps coming back in each subject's memories, so that it is formed once.",
          // A tombstone must outlast any reader that is away, or it would keep what is gone.
          Map.of("delete.retention.ms", Long.toString(Duration.ofDays(7).toMillis())));

  public static final Topic<ReaderPosition> POSITIONS =
      new Topic<>(
          "memory.positions",
          ReaderPosition.class,
          "instance",
          "memory-reader",
          1,
          COMPACT,
          Optional.empty(),
          INTERNAL,
          "How far each reader's index is, so that a forget is answered when no reader shows it.",
          // Every reader speaks each second, and whoever begins to listen reads the whole topic.
          Map.of("segment.ms", "600000", "min.cleanable.dirty.ratio", "0.1"));

  public static final Topic<OperationOutcome> OUTCOMES =
      new Topic<>(
          "memory.outcomes",
          OperationOutcome.class,
          "scope",
          "every service",
          SCOPE_PARTITIONS,
          DELETE,
          Optional.of(Duration.ofDays(7)),
          PUBLIC,
          "How operations against each layer ended.");

  public static final Topic<LayerMode> MODE =
      new Topic<>(
          "memory.mode",
          LayerMode.class,
          "scope",
          "guard-service",
          SCOPE_PARTITIONS,
          COMPACT,
          Optional.empty(),
          PUBLIC,
          "What each layer may be used for now.");

  public static final Topic<GuardEvent> GUARD_EVENTS =
      new Topic<>(
          "memory.guard.events",
          GuardEvent.class,
          "scope",
          "guard-service",
          SCOPE_PARTITIONS,
          DELETE,
          Optional.of(Duration.ofDays(90)),
          PUBLIC,
          "What the guard did, and why.");

  public static final Topic<RolloutEvent> ROLLOUT_EVENTS =
      new Topic<>(
          "memory.rollout.events",
          RolloutEvent.class,
          "plan",
          "guard-service",
          SCOPE_PARTITIONS,
          DELETE,
          Optional.of(Duration.ofDays(90)),
          PUBLIC,
          "What the rollout controller decided, and by which numbers.");

  public static final Topic<ControlCommand> CONTROL =
      new Topic<>(
          "memory.control",
          ControlCommand.class,
          "scope or setting",
          "operators",
          SCOPE_PARTITIONS,
          COMPACT,
          Optional.empty(),
          INTERNAL,
          "What operators told the running services.");

  public static final Topic<RolloutObservation> ROLLOUT_OBSERVATIONS =
      new Topic<>(
          "memory.rollout.observations",
          RolloutObservation.class,
          "region",
          "memory-reader",
          SCOPE_PARTITIONS,
          DELETE,
          Optional.of(Duration.ofDays(7)),
          INTERNAL,
          "How the new layer's answers compare with the legacy one's while it is rolled out.");

  public static final Topic<AuditEvent> AUDIT =
      new Topic<>(
          "memory.audit",
          AuditEvent.class,
          "subject, keyed-hashed",
          "every service",
          SUBJECT_PARTITIONS,
          DELETE,
          Optional.of(Duration.ofDays(365)),
          PUBLIC,
          "Every operation, provable afterwards, without personal data.");

  public static final Topic<Disclosure> DISCLOSURES =
      new Topic<>(
          "memory.disclosures",
          Disclosure.class,
          "tenant",
          "memory-reader",
          SCOPE_PARTITIONS,
          DELETE,
          Optional.of(Duration.ofDays(2)),
          INTERNAL,
          "What numbers about many were told to whom lately, so that none gives another away.");

  public static final Topic<SubjectKey> SUBJECT_KEYS =
      new Topic<>(
          "memory.audit.keys",
          SubjectKey.class,
          "tenant and subject, hashed with the audit key",
          "memory-writer",
          SUBJECT_PARTITIONS,
          COMPACT,
          Optional.empty(),
          INTERNAL,
          "The key each subject is hashed with in the audit, sealed; a tombstone blinds its"
              + " entries.",
          // A tombstone must outlast any follower that is away, or it would keep what is gone.
          Map.of("delete.retention.ms", Long.toString(Duration.ofDays(7).toMillis())));

  public static final Topic<LedgerCheckpoint> CHECKPOINTS =
      new Topic<>(
          "memory.audit.checkpoints",
          LedgerCheckpoint.class,
          "log origin",
          "audit-sink",
          1,
          COMPACT,
          Optional.empty(),
          PUBLIC,
          "The state of each ledger, signed.");

  public static final Topic<DeadLetter> DLQ =
      new Topic<>(
          "memory.dlq",
          DeadLetter.class,
          "original key, if it is a pseudonym",
          "every service",
          SUBJECT_PARTITIONS,
          DELETE,
          Optional.of(Duration.ofDays(14)),
          RESTRICTED,
          "What could not be processed, with its cause; the original bytes are sealed.",
          // A letter holds a whole record of another topic, up to the usual megabyte, and more.
          Map.of("max.message.bytes", Integer.toString(2 * 1024 * 1024)));

  private static final List<Topic<?>> ALL =
      List.of(
          EVENTS,
          RECORDS,
          EMBEDDINGS,
          CONCEPTS,
          POSITIONS,
          OUTCOMES,
          MODE,
          GUARD_EVENTS,
          ROLLOUT_EVENTS,
          CONTROL,
          ROLLOUT_OBSERVATIONS,
          AUDIT,
          DISCLOSURES,
          SUBJECT_KEYS,
          CHECKPOINTS,
          DLQ);

  private Topics() {}

  /** Every topic of the suite, in the order data flows. */
  public static List<Topic<?>> all() {
    return ALL;
  }
}
