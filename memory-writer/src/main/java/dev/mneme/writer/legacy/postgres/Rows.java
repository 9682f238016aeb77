package dev.mneme.writer.legacy.postgres;

import static java.util.stream.Collectors.joining;

import dev.mneme.writer.legacy.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code memories}: as many as a batch has, in one statement each way. A row only gives
 * way to a later record than its own, whoever writes.
 */
final class Rows {
  private static final List<Column> COLUMNS =
      Stream.of(Column.KEY, Column.CONTENT, List.of(Column.OFFSET)).flatMap(List::stream).toList();

  private static final String UPSERT =
      """
      INSERT INTO memories AS m (src_partition, %s)
      SELECT ?, %s
      FROM unnest(%s) AS r (%s)
      ON CONFLICT (tenant, subject, memory_id) DO UPDATE SET
        src_partition = excluded.src_partition, src_offset = excluded.src_offset, %s
      WHERE excluded.src_offset > m.src_offset
      """
          .formatted(
              COLUMNS.stream().map(Column::name).collect(joining(", ")),
              COLUMNS.stream()
                  .map(c -> c.expression().formatted("r." + c.name()))
                  .collect(joining(", ")),
              COLUMNS.stream().map(c -> "?").collect(joining(", ")),
              COLUMNS.stream().map(Column::name).collect(joining(", ")),
              Column.CONTENT.stream()
                  .map(c -> "%1$s = excluded.%1$s".formatted(c.name()))
                  .collect(joining(", ")));

  private static final String DELETE =
      """
      DELETE FROM memories AS m
      USING unnest(?, ?, ?, ?) AS r (tenant, subject, memory_id, src_offset)
      WHERE m.tenant = r.tenant AND m.subject = r.subject AND m.memory_id = r.memory_id::uuid
        AND m.src_offset < r.src_offset
      """;

  void keep(Connection connection, int partition, List<Change.Keep> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      upsert.setInt(1, partition);
      int i = 2;
      for (Column column : COLUMNS) {
        set(upsert, i++, column.arrayType(), changes, column.value());
      }
      upsert.executeUpdate();
    }
  }

  void remove(Connection connection, List<Change.Remove> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      set(delete, 1, "text", changes, c -> c.key().tenant());
      set(delete, 2, "text", changes, c -> c.key().subject());
      set(delete, 3, "text", changes, c -> c.key().memoryId().toString());
      set(delete, 4, "bigint", changes, Change.Remove::offset);
      delete.executeUpdate();
    }
  }

  private static <C> void set(
      PreparedStatement statement,
      int index,
      String type,
      List<C> rows,
      Function<C, @Nullable Object> column)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(column.apply(row)));
    statement.setArray(index, statement.getConnection().createArrayOf(type, values.toArray()));
  }
}
