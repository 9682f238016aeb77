package dev.mneme.writer.legacy.postgres;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Where the legacy layer is, and how long it may take.
 *
 * @param connect longest wait for a connection
 * @param lock longest wait for a lock, enforced by the server
 * @param statement longest run of a statement, enforced by the server
 */
@ConfigurationProperties("mneme.legacy")
public record LegacySettings(
    @Bindable(defaultValue = "jdbc:postgresql://127.0.0.1:4106/mneme") String jdbcUrl,
    @Bindable(defaultValue = "mneme") String user,
    @Bindable(defaultValue = "") String password,
    @Bindable(defaultValue = "2s") Duration connect,
    @Bindable(defaultValue = "2s") Duration lock,
    @Bindable(defaultValue = "10s") Duration statement) {
  public LegacySettings {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("MNEME_LEGACY_JDBC_URL must begin with jdbc:postgresql:");
    }
  }

  /** Never shows the password, nor the URL, which may hold one. */
  @Override
  public String toString() {
    return "LegacySettings[user=" + user + "]";
  }
}
