package dev.mneme.reader.recall.postgres;

import dev.mneme.reader.recall.RecalledMemory;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A row as a memory. */
final class MemoryRow {

  private MemoryRow() {}

  static RecalledMemory read(ResultSet row) throws SQLException {
    Map<String, Integer> redactions = new HashMap<>();
    pairs(row, "redactions").forEach((type, count) -> redactions.put(type, Integer.valueOf(count)));
    return new RecalledMemory(
        row.getObject("memory_id", UUID.class),
        row.getString("text"),
        row.getString("type"),
        row.getString("speaker"),
        row.getString("conversation"),
        row.getString("session"),
        instant(row, "occurred_at"),
        instant(row, "created_at"),
        strings(row, "tags"),
        pairs(row, "metadata"),
        redactions,
        row.getString("project"),
        row.getString("status"),
        row.getDouble("confidence"),
        row.getDouble("score"),
        null);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Map<String, String> pairs(ResultSet row, String column) throws SQLException {
    List<String> flat = strings(row, column);
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      pairs.put(flat.get(i), flat.get(i + 1));
    }
    return pairs;
  }

  private static List<String> strings(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }
}
