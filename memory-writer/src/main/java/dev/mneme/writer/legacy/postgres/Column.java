package dev.mneme.writer.legacy.postgres;

import dev.mneme.events.MemoryRecord;
import dev.mneme.writer.legacy.Change;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of {@code memories}, filled from an array with an element for each row.
 *
 * @param arrayType PostgreSQL's type of the elements
 * @param expression what the statement makes of an element, with %s for it
 * @param value the element of a change
 */
record Column(
    String name,
    String arrayType,
    String expression,
    Function<Change.Keep, @Nullable Object> value) {

  private static final String TIME = "timestamptz 'epoch' + %s * interval '1 millisecond'";
  private static final String STRINGS = "ARRAY(SELECT jsonb_array_elements_text(%s::jsonb))";

  static final List<Column> KEY =
      List.of(
          new Column("tenant", "text", "%s", c -> c.key().tenant()),
          new Column("subject", "text", "%s", c -> c.key().subject()),
          new Column("memory_id", "text", "%s::uuid", c -> c.key().memoryId().toString()));

  static final List<Column> CONTENT =
      List.of(
          text("type", MemoryRecord::getType),
          text("text", MemoryRecord::getText),
          text("speaker", MemoryRecord::getSpeaker),
          text("conversation", MemoryRecord::getConversation),
          text("session", MemoryRecord::getSession),
          json("tags", STRINGS, m -> Json.of(m.getTags())),
          json("metadata", "%s::jsonb", m -> Json.of(m.getMetadata())),
          json("redactions", "%s::jsonb", m -> Json.of(m.getRedactions())),
          text("policy_version", MemoryRecord::getPolicyVersion),
          time("occurred_at", MemoryRecord::getOccurredAt),
          time("created_at", MemoryRecord::getCreatedAt),
          new Column(
              "source_event_id", "text", "%s::uuid", c -> c.memory().getSourceEventId().toString()),
          text("family", MemoryRecord::getFamily),
          text("status", MemoryRecord::getStatus),
          number("confidence", "float8", MemoryRecord::getConfidence),
          text("project", MemoryRecord::getProject),
          json("anchors", STRINGS, m -> Json.of(m.getAnchors())),
          json("data", "%s::jsonb", m -> Json.object(m.getData())),
          text("content_hash", MemoryRecord::getContentHash),
          number("revision", "int4", MemoryRecord::getRevision),
          time("updated_at", MemoryRecord::getUpdatedAt),
          time("used_at", MemoryRecord::getUsedAt),
          number("max_age_seconds", "bigint", MemoryRecord::getMaxAgeSeconds),
          number("max_idle_seconds", "bigint", MemoryRecord::getMaxIdleSeconds),
          time("expires_at", MemoryRecord::getExpiresAt),
          json(
              "merged_from",
              "ARRAY(SELECT jsonb_array_elements_text(%s::jsonb)::uuid)",
              m -> Json.of(m.getMergedFrom().stream().map(Object::toString).toList())));

  static final Column OFFSET = new Column("src_offset", "bigint", "%s", Change.Keep::offset);

  private static Column text(String name, Function<MemoryRecord, @Nullable String> field) {
    return new Column(name, "text", "%s", c -> Json.storable(field.apply(c.memory())));
  }

  private static Column json(
      String name, String expression, Function<MemoryRecord, @Nullable String> field) {
    return new Column(name, "text", expression, c -> field.apply(c.memory()));
  }

  private static Column number(
      String name, String type, Function<MemoryRecord, @Nullable Object> field) {
    return new Column(name, type, "%s", c -> field.apply(c.memory()));
  }

  private static Column time(String name, Function<MemoryRecord, @Nullable Instant> field) {
    return new Column(name, "bigint", TIME, c -> Times.storable(field.apply(c.memory())));
  }
}
