package dev.mneme.reader.recall.postgres;

import dev.mneme.topics.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Reads the position that the projection keeps with its rows. */
public final class PostgresPositions {

  private static final String POSITION =
      "SELECT next_offset FROM projection_position WHERE topic = ? AND partition = ?";

  private final DataSource pool;

  public PostgresPositions(DataSource pool) {
    this.pool = pool;
  }

  /** Below which offset everything is in the rows; empty when the database does not say. */
  public OptionalLong position(int partition) {
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(POSITION)) {
      select.setString(1, Topics.RECORDS.name());
      select.setInt(2, partition);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    } catch (SQLException e) {
      return OptionalLong.empty();
    }
  }
}
