package dev.mneme.cli.audit;

import dev.mneme.events.AuditEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of the audit, the same in every format. */
public enum Column {
  PARTITION(Type.INTEGER, "the log it is in", row -> row.entry().partition()),
  ENTRY(Type.BIGINT, "its index there, from 0", row -> row.entry().index()),
  OFFSET(Type.BIGINT, "its offset on memory.audit", row -> row.entry().offset()),
  RECORDED_AT(
      Type.TIMESTAMP,
      "when the broker or its producer stamped it, UTC",
      row -> Instant.ofEpochMilli(row.entry().timestamp())),
  EVENT_ID(Type.VARCHAR, "the receipt id", of(event -> event.getEventId().toString())),
  DONE_AT(Type.TIMESTAMP, "when it was done, UTC", of(AuditEvent::getAt)),
  OPERATION(
      Type.VARCHAR,
      "store, recall, forget, reveal, expire, guard_force …; method and path of other acts",
      of(AuditEvent::getOperation)),
  FAMILY(Type.VARCHAR, "personal, cohort, population or system", of(AuditEvent::getFamily)),
  OUTCOME(
      Type.VARCHAR,
      "success, conflict, not_found, rejected, degraded, refused, failed …",
      of(AuditEvent::getResult)),
  SERVICE(Type.VARCHAR, "the service that did it", of(AuditEvent::getService)),
  INSTANCE(Type.VARCHAR, "and its instance", of(AuditEvent::getInstance)),
  TENANT(Type.VARCHAR, "the customer; system when it concerns none", of(AuditEvent::getTenant)),
  SUBJECT_HASH(
      Type.VARCHAR,
      "whom it was about, hashed with the subject's own key",
      of(AuditEvent::getSubjectHash)),
  CONTENT_HASH(Type.VARCHAR, "what it was about, hashed likewise", of(AuditEvent::getContentHash)),
  MEMORY_ID(
      Type.VARCHAR,
      "the memory, if it was one",
      of(event -> event.getMemoryId() == null ? null : event.getMemoryId().toString())),
  ACTOR(Type.VARCHAR, "operator or application, if known", of(AuditEvent::getActor)),
  REASON(Type.VARCHAR, "why, as given or decided", of(AuditEvent::getReason)),
  TRACE_ID(Type.VARCHAR, "W3C trace id", of(AuditEvent::getTraceId)),
  SOURCE_TOPIC(
      Type.VARCHAR,
      "the record that caused it: topic",
      of(event -> event.getSource() == null ? null : event.getSource().getTopic())),
  SOURCE_PARTITION(
      Type.INTEGER,
      "its partition",
      of(event -> event.getSource() == null ? null : event.getSource().getPartition())),
  SOURCE_OFFSET(
      Type.BIGINT,
      "and its offset",
      of(event -> event.getSource() == null ? null : event.getSource().getOffset())),
  AFFECTED(
      Type.INTEGER, "memories stored, changed, removed or given out", of(AuditEvent::getAffected)),
  REMOVED_IDS(
      Type.VARCHAR,
      "memories removed, the first 256, separated by spaces",
      of(
          event ->
              event.getRemovedIds().isEmpty()
                  ? null
                  : event.getRemovedIds().stream()
                      .map(UUID::toString)
                      .collect(Collectors.joining(" ")))),
  COUNT(
      Type.INTEGER,
      "equal operations it stands for; more than 1 only for refusals",
      of(AuditEvent::getCount)),
  UNREADABLE(Type.VARCHAR, "why there is no event to see", AuditRow::unreadable);

  /** As DuckDB and Parquet name them. */
  public enum Type {
    INTEGER,
    BIGINT,
    VARCHAR,
    TIMESTAMP
  }

  private final Type type;
  private final String meaning;
  private final Function<AuditRow, @Nullable Object> value;

  Column(Type type, String meaning, Function<AuditRow, @Nullable Object> value) {
    this.type = type;
    this.meaning = meaning;
    this.value = value;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Type type() {
    return type;
  }

  /** For the documentation, which a test compares with this. */
  public String meaning() {
    return meaning;
  }

  /** An Integer, Long, String or Instant, by its type; or null. */
  public @Nullable Object of(AuditRow row) {
    return value.apply(row);
  }

  private static Function<AuditRow, @Nullable Object> of(
      Function<AuditEvent, @Nullable Object> field) {
    return row -> row.event() == null ? null : field.apply(row.event());
  }
}
