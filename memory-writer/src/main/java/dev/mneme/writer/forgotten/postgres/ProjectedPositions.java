package dev.mneme.writer.forgotten.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mneme.topics.Topics;
import dev.mneme.writer.forgotten.LegacyLayer;
import dev.mneme.writer.forgotten.NotKnownException;
import dev.mneme.writer.legacy.postgres.LegacySettings;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Reads the position that the projection keeps with its rows, whichever instance projects: this one
 * may not. Waits little: whoever asks has little time.
 */
@Singleton
@Requires(property = "mneme.writer.forget.legacy", notEquals = "false")
final class ProjectedPositions implements LegacyLayer {

  private static final String POSITION =
      "SELECT next_offset FROM projection_position WHERE topic = ? AND partition = ?";
  private static final Duration LONGEST = Duration.ofMillis(500);

  private final HikariDataSource pool;

  ProjectedPositions(LegacySettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("legacy-positions");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(2);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(LONGEST.toMillis());
    config.setValidationTimeout(LONGEST.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setReadOnly(true);
    config.addDataSourceProperty("ApplicationName", "memory-writer");
    config.addDataSourceProperty("connectTimeout", "1");
    config.addDataSourceProperty("loginTimeout", "1");
    config.addDataSourceProperty("socketTimeout", "1");
    config.addDataSourceProperty("options", "-c statement_timeout=" + LONGEST.toMillis());
    this.pool = new HikariDataSource(config);
  }

  @Override
  public long position(int partition) throws NotKnownException {
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(POSITION)) {
      select.setString(1, Topics.RECORDS.name());
      select.setInt(2, partition);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw new NotKnownException("the legacy layer, which does not answer", e);
    }
  }

  @PreDestroy
  void close() {
    pool.close();
  }
}
