package dev.mneme.cli.dualwrite;

import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The legacy layer as it was at one moment: every read sees the same state, whatever is written
 * meanwhile. The projector moves rows and position in one transaction, so the rows seen here are
 * those of the positions seen here.
 */
final class LegacySnapshot implements AutoCloseable {

  private static final int FETCH = 500;

  private final Connection connection;
  private final Map<Integer, Long> positions = new HashMap<>();

  /** Called for each row. */
  @FunctionalInterface
  interface Rows {
    void row(String key, long offset, @Nullable Fingerprint contents) throws SQLException;
  }

  LegacySnapshot(String jdbcUrl, String user, String password) throws SQLException {
    this.connection =
        DriverManager.getConnection(
            jdbcUrl + "?connectTimeout=5&socketTimeout=60&ApplicationName=mneme", user, password);
    try {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (PreparedStatement query =
          connection.prepareStatement(
              "SELECT partition, next_offset FROM projection_position WHERE topic = ?")) {
        query.setString(1, Topics.RECORDS.name());
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            positions.put(rows.getInt(1), rows.getLong(2));
          }
        }
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Offset of the first record of the partition that is not in the rows. */
  long position(int partition) {
    return positions.getOrDefault(partition, 0L);
  }

  long count(int partition) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT count(*) FROM memories WHERE src_partition = ?")) {
      query.setInt(1, partition);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Every row of a partition, a few at a time. */
  void rows(int partition, boolean withContents, Rows consumer) throws SQLException {
    each("src_partition = ?", partition, withContents, consumer);
  }

  /** Rows that claim a partition which the topic does not have. */
  void strays(int partitions, Rows consumer) throws SQLException {
    each("src_partition < 0 OR src_partition >= ?", partitions, false, consumer);
  }

  private void each(String condition, int value, boolean withContents, Rows consumer)
      throws SQLException {
    String columns = withContents ? ", " + Field.COLUMNS : "";
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT tenant, subject, memory_id, src_offset%s FROM memories WHERE %s"
                .formatted(columns, condition))) {
      query.setFetchSize(FETCH);
      query.setInt(1, value);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          consumer.row(
              key(rows), rows.getLong("src_offset"), withContents ? Fingerprint.of(rows) : null);
        }
      }
    }
  }

  /** The contents of one row that is there. */
  Fingerprint contents(String key) throws SQLException {
    RecordKey parsed = RecordKey.parse(key);
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT %s FROM memories WHERE tenant = ? AND subject = ? AND memory_id = ?"
                .formatted(Field.COLUMNS))) {
      query.setString(1, parsed.tenant());
      query.setString(2, parsed.subject());
      query.setObject(3, parsed.memoryId());
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("a row left a snapshot");
        }
        return Fingerprint.of(rows);
      }
    }
  }

  private static String key(ResultSet row) throws SQLException {
    return new RecordKey(
            row.getString("tenant"),
            row.getString("subject"),
            row.getObject("memory_id", UUID.class))
        .key();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
