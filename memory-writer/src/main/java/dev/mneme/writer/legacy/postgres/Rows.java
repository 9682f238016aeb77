package dev.mneme.writer.legacy.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.events.MemoryRecord;
import dev.mneme.writer.legacy.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of {@code memories}: as many as a batch has, in one statement each way. */
final class Rows {
  private static final String UPSERT =
      """
      INSERT INTO memories AS m (
        tenant, subject, memory_id, type, text, speaker, conversation, session, tags, metadata,
        redactions, policy_version, occurred_at, created_at, source_event_id, src_partition,
        src_offset)
      SELECT
        r.tenant, r.subject, r.memory_id::uuid, r.type, r.text, r.speaker, r.conversation,
        r.session, ARRAY(SELECT jsonb_array_elements_text(r.tags::jsonb)), r.metadata::jsonb,
        r.redactions::jsonb, r.policy_version,
        timestamptz 'epoch' + r.occurred_at * interval '1 millisecond',
        timestamptz 'epoch' + r.created_at * interval '1 millisecond',
        r.source_event_id::uuid, ?, r.src_offset
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS r (
        tenant, subject, memory_id, type, text, speaker, conversation, session, tags, metadata,
        redactions, policy_version, occurred_at, created_at, source_event_id, src_offset)
      ON CONFLICT (tenant, subject, memory_id) DO UPDATE SET
        type = excluded.type, text = excluded.text, speaker = excluded.speaker,
        conversation = excluded.conversation, session = excluded.session, tags = excluded.tags,
        metadata = excluded.metadata, redactions = excluded.redactions,
        policy_version = excluded.policy_version, occurred_at = excluded.occurred_at,
        created_at = excluded.created_at, source_event_id = excluded.source_event_id,
        src_partition = excluded.src_partition, src_offset = excluded.src_offset
      WHERE excluded.src_offset > m.src_offset
      """;

  private static final String DELETE =
      """
      DELETE FROM memories AS m
      USING unnest(?, ?, ?, ?) AS r (tenant, subject, memory_id, src_offset)
      WHERE m.tenant = r.tenant AND m.subject = r.subject AND m.memory_id = r.memory_id::uuid
        AND m.src_offset < r.src_offset
      """;

  private final ObjectMapper json = new ObjectMapper();

  void keep(Connection connection, int partition, List<Change.Keep> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      upsert.setInt(1, partition);
      int i = 2;
      text(upsert, i++, changes, c -> c.key().tenant());
      text(upsert, i++, changes, c -> c.key().subject());
      text(upsert, i++, changes, c -> c.key().memoryId().toString());
      text(upsert, i++, changes, c -> c.memory().getType());
      text(upsert, i++, changes, c -> clean(c.memory().getText()));
      text(upsert, i++, changes, c -> clean(c.memory().getSpeaker()));
      text(upsert, i++, changes, c -> clean(c.memory().getConversation()));
      text(upsert, i++, changes, c -> clean(c.memory().getSession()));
      text(upsert, i++, changes, c -> json(c.memory().getTags()));
      text(upsert, i++, changes, c -> json(c.memory().getMetadata()));
      text(upsert, i++, changes, c -> json(c.memory().getRedactions()));
      text(upsert, i++, changes, c -> c.memory().getPolicyVersion());
      number(upsert, i++, changes, c -> millis(c.memory(), MemoryRecord::getOccurredAt));
      number(upsert, i++, changes, c -> millis(c.memory(), MemoryRecord::getCreatedAt));
      text(upsert, i++, changes, c -> c.memory().getSourceEventId().toString());
      number(upsert, i, changes, Change.Keep::offset);
      upsert.executeUpdate();
    }
  }

  void remove(Connection connection, List<Change.Remove> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      text(delete, 1, changes, c -> c.key().tenant());
      text(delete, 2, changes, c -> c.key().subject());
      text(delete, 3, changes, c -> c.key().memoryId().toString());
      number(delete, 4, changes, Change.Remove::offset);
      delete.executeUpdate();
    }
  }

  private static <C> void text(
      PreparedStatement statement, int index, List<C> rows, Function<C, @Nullable String> column)
      throws SQLException {
    Object[] values = rows.stream().map(column).toArray();
    statement.setArray(index, statement.getConnection().createArrayOf("text", values));
  }

  private static <C> void number(
      PreparedStatement statement, int index, List<C> rows, Function<C, Long> column)
      throws SQLException {
    Object[] values = rows.stream().map(column).toArray();
    statement.setArray(index, statement.getConnection().createArrayOf("bigint", values));
  }

  private static long millis(MemoryRecord memory, Function<MemoryRecord, java.time.Instant> field) {
    return field.apply(memory).toEpochMilli();
  }

  private String json(Object value) {
    try {
      return json.writeValueAsString(value).replace("\\u0000", "");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers are always JSON", e);
    }
  }

  /** PostgreSQL cannot store NUL; the stage takes it out, another writer of the topic may not. */
  private static @Nullable String clean(@Nullable String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }
}
