package dev.mneme.reader.recall.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** A small pool that connects when the server is there, and does not mind when it is not. */
public final class LazyPool {

  /** The server ends a statement by itself; this is for a server that no longer answers at all. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private LazyPool() {}

  public static HikariDataSource open(PostgresSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("legacy");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(2, settings.connections()));
    config.setConnectionTimeout(settings.connect().toMillis());
    config.setValidationTimeout(settings.connect().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
    config.setReadOnly(true);
    config.setAutoCommit(true);
    config.addDataSourceProperty("ApplicationName", "memory-reader");
    config.addDataSourceProperty("connectTimeout", "1");
    config.addDataSourceProperty("loginTimeout", "1");
    config.addDataSourceProperty("socketTimeout", Long.toString(SILENCE.toSeconds()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty(
        "options", "-c statement_timeout=" + settings.statement().toMillis());
    return new HikariDataSource(config);
  }
}
