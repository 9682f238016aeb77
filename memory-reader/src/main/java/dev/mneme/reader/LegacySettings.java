package dev.mneme.reader;

import dev.mneme.reader.recall.postgres.PostgresSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Where the legacy layer is ({@code mneme.legacy.*}, {@code MNEME_LEGACY_*}).
 *
 * @param connections most connections at once
 */
@ConfigurationProperties("mneme.legacy")
record LegacySettings(
    @Bindable(defaultValue = "jdbc:postgresql://127.0.0.1:4106/mneme") String jdbcUrl,
    @Bindable(defaultValue = "mneme") String user,
    @Bindable(defaultValue = "") String password,
    @Bindable(defaultValue = "4") int connections) {

  /** The least that the pool accepts; the caller stops waiting sooner than that by itself. */
  private static final Duration CONNECT = Duration.ofMillis(250);

  LegacySettings {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "MNEME_LEGACY_JDBC_URL does not begin with jdbc:postgresql:");
    }
    if (connections < 1) {
      throw new IllegalArgumentException(
          "MNEME_LEGACY_CONNECTIONS is " + connections + "; it must be at least 1");
    }
  }

  PostgresSettings toPostgres(Duration statement) {
    return new PostgresSettings(jdbcUrl, user, password, connections, CONNECT, statement);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "LegacySettings[jdbcUrl=%s, user=%s]".formatted(jdbcUrl, user);
  }
}
