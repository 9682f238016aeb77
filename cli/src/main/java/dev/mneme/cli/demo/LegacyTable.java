package dev.mneme.cli.demo;

import dev.mneme.stack.Stack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The legacy layer's table, read as any other client of the database would. */
final class LegacyTable implements AutoCloseable {

  private final Connection connection;

  LegacyTable(Stack stack) throws SQLException {
    this.connection =
        DriverManager.getConnection(
            stack.ports().jdbcUrl() + "?connectTimeout=5&socketTimeout=10",
            "mneme",
            stack.secrets().databasePassword());
    connection.setReadOnly(true);
  }

  Optional<String> text(UUID memoryId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT text FROM memories WHERE memory_id = ?")) {
      query.setObject(1, memoryId);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  long count() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM memories");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
