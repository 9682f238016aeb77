package dev.mneme.cli.audit.duckdb;

import dev.mneme.cli.audit.AuditRow;
import dev.mneme.cli.audit.Column;
import dev.mneme.cli.audit.RowWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code audit}. It lies in a file, so that a ledger larger than the memory can be asked;
 * nothing but what the statement says is read from elsewhere.
 */
public final class AuditTable implements RowWriter {
  private final DuckDBConnection database;
  private @Nullable DuckDBAppender appender;

  private AuditTable(DuckDBConnection database) {
    this.database = database;
  }

  /**
   * @param file of the database, which must not exist
   */
  public static AuditTable create(Path file) throws IOException {
    try {
      AuditTable table =
          new AuditTable(
              (DuckDBConnection)
                  DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath()));
      table.execute("SET memory_limit = '512MB'");
      table.execute("SET TimeZone = 'UTC'");
      table.execute(
          Arrays.stream(Column.values())
              .map(column -> '"' + column.label() + "\" " + column.type())
              .collect(Collectors.joining(", ", "CREATE TABLE audit (", ")")));
      table.appender = table.database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "audit");
      return table;
    } catch (SQLException e) {
      throw new IOException("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public void write(AuditRow row) throws IOException {
    DuckDBAppender to = appender;
    if (to == null) {
      throw new IllegalStateException("the table was read already");
    }
    try {
      to.beginRow();
      for (Column column : Column.values()) {
        switch (column.of(row)) {
          case null -> to.appendNull();
          case Integer number -> to.append(number.intValue());
          case Long number -> to.append(number.longValue());
          case Instant instant -> to.append(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
          case Object other -> to.append(other.toString());
        }
      }
      to.endRow();
    } catch (SQLException e) {
      throw new IOException("DuckDB does not take a row: " + e.getMessage(), e);
    }
  }

  /** All rows as a Parquet file, which replaces what is there. */
  public void parquet(Path file) throws IOException {
    try {
      filled();
      execute(
          "COPY audit TO '%s' (FORMAT parquet, COMPRESSION zstd)"
              .formatted(file.toAbsolutePath().toString().replace("'", "''")));
    } catch (SQLException e) {
      throw new IOException("the Parquet file cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * What a statement gave.
   *
   * @param more whether there were more rows than were asked for
   */
  public record Answer(List<String> columns, List<List<@Nullable Object>> rows, boolean more) {}

  /**
   * @param most rows to give
   * @throws SQLException DuckDB does not understand it; its message says where
   */
  public Answer ask(String sql, int most) throws SQLException {
    filled();
    try (Statement statement = database.createStatement()) {
      if (!statement.execute(sql)) {
        return new Answer(List.of(), List.of(), false);
      }
      try (ResultSet result = statement.getResultSet()) {
        int width = result.getMetaData().getColumnCount();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          columns.add(result.getMetaData().getColumnLabel(i));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
          if (rows.size() == most) {
            return new Answer(columns, rows, true);
          }
          List<@Nullable Object> row = new ArrayList<>();
          for (int i = 1; i <= width; i++) {
            row.add(plain(result.getObject(i)));
          }
          rows.add(row);
        }
        return new Answer(columns, rows, false);
      }
    }
  }

  /** Numbers and truth values stay; anything else is said in words. */
  private static @Nullable Object plain(@Nullable Object value) {
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }

  private void filled() throws SQLException {
    if (appender != null) {
      appender.close();
      appender = null;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      filled();
      database.close();
    } catch (SQLException e) {
      throw new IOException("DuckDB does not end well: " + e.getMessage(), e);
    }
  }
}
