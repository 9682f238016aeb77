package dev.mneme.writer.legacy.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mneme.follower.RetryLaterException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database, when it is there. Its schema is brought up to date at the first use, not as a
 * condition to start.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** Only for a server that no longer answers at all: it ends its statements by itself. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final HikariDataSource pool;
  private boolean migrated;

  /** One unit of work in a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  public Database(LegacySettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("legacy-projection");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(2);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(settings.connect().toMillis());
    config.setValidationTimeout(Math.min(1_000, settings.connect().toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.addDataSourceProperty("ApplicationName", "memory-writer");
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("loginTimeout", "2");
    config.addDataSourceProperty(
        "socketTimeout", Long.toString(settings.statement().plus(SILENCE).toSeconds()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty(
        "options",
        "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=30000"
            .formatted(settings.statement().toMillis(), settings.lock().toMillis()));
    this.pool = new HikariDataSource(config);
  }

  /**
   * Does work in a transaction of its own.
   *
   * @throws RetryLaterException when the database is away, slow, locked or full; nothing was done
   * @throws SQLException when it refuses the work for good
   */
  <T> T transact(Work<T> work) throws RetryLaterException, SQLException {
    migrate();
    try (Connection connection = pool.getConnection()) {
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException e) {
        undo(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      if (Failures.mayPass(e)) {
        throw new RetryLaterException("PostgreSQL " + Failures.describe(e), e);
      }
      throw e;
    }
  }

  private static void undo(Connection connection, SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e); // the connection is gone, and with it the transaction
    }
  }

  private synchronized void migrate() throws RetryLaterException, SQLException {
    if (migrated) {
      return;
    }
    try {
      var result =
          Flyway.configure()
              .dataSource(pool)
              .locations("classpath:db/legacy")
              .connectRetries(0)
              .load()
              .migrate();
      migrated = true;
      LOG.info("legacy schema is up to date migrations={}", result.migrationsExecuted);
    } catch (FlywayException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql) {
          if (Failures.mayPass(sql)) {
            throw new RetryLaterException("PostgreSQL " + Failures.describe(sql), e);
          }
          throw sql;
        }
      }
      throw e;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
