package dev.mneme.cli.dualwrite;

import dev.mneme.events.MemoryRecord;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One field of a memory in both layers, each read into the same form.
 *
 * @param column what to select, for the row
 */
record Field(
    String name, String column, Function<MemoryRecord, @Nullable String> ofRecord, OfRow ofRow) {

  /** Reads the field from a row. */
  @FunctionalInterface
  interface OfRow {
    @Nullable String read(ResultSet row, String name) throws SQLException;
  }

  static final List<Field> ALL =
      List.of(
          text("type", MemoryRecord::getType),
          text("text", MemoryRecord::getText),
          text("speaker", MemoryRecord::getSpeaker),
          text("conversation", MemoryRecord::getConversation),
          text("session", MemoryRecord::getSession),
          strings("tags", MemoryRecord::getTags),
          json("metadata", m -> Canonical.map(m.getMetadata())),
          json("redactions", m -> Canonical.map(m.getRedactions())),
          text("policy_version", MemoryRecord::getPolicyVersion),
          time("occurred_at", MemoryRecord::getOccurredAt),
          time("created_at", MemoryRecord::getCreatedAt),
          text("source_event_id", m -> m.getSourceEventId().toString()),
          text("family", MemoryRecord::getFamily),
          text("status", MemoryRecord::getStatus),
          new Field(
              "confidence",
              "confidence",
              m -> Double.toString(m.getConfidence()),
              (row, name) -> Double.toString(row.getDouble(name))),
          text("project", MemoryRecord::getProject),
          strings("anchors", MemoryRecord::getAnchors),
          json("data", m -> Canonical.data(m.getData())),
          text("content_hash", MemoryRecord::getContentHash),
          text("revision", m -> Integer.toString(m.getRevision())),
          time("updated_at", MemoryRecord::getUpdatedAt),
          time("used_at", MemoryRecord::getUsedAt),
          number("max_age_seconds", MemoryRecord::getMaxAgeSeconds),
          number("max_idle_seconds", MemoryRecord::getMaxIdleSeconds),
          time("expires_at", MemoryRecord::getExpiresAt),
          strings("merged_from", m -> m.getMergedFrom().stream().map(Object::toString).toList()));

  static final String COLUMNS = ALL.stream().map(Field::column).collect(Collectors.joining(", "));

  private static Field text(String name, Function<MemoryRecord, @Nullable String> field) {
    return new Field(name, name, m -> Canonical.text(field.apply(m)), ResultSet::getString);
  }

  private static Field number(String name, Function<MemoryRecord, @Nullable Long> field) {
    return text(
        name,
        m -> {
          Long value = field.apply(m);
          return value == null ? null : value.toString();
        });
  }

  private static Field json(String name, Function<MemoryRecord, @Nullable String> field) {
    return new Field(
        name,
        name + "::text AS " + name,
        field,
        (row, column) -> Canonical.data(row.getString(column)));
  }

  private static Field strings(String name, Function<MemoryRecord, List<String>> field) {
    return new Field(
        name,
        name + "::text[] AS " + name,
        m -> Canonical.strings(field.apply(m)),
        (row, column) -> {
          Array array = row.getArray(column);
          return Canonical.strings(Arrays.asList((String[]) array.getArray()));
        });
  }

  private static Field time(String name, Function<MemoryRecord, @Nullable Instant> field) {
    return new Field(
        name,
        name,
        m -> Canonical.time(field.apply(m)),
        (row, column) -> {
          OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
          return time == null ? null : Canonical.time(time.toInstant());
        });
  }
}
