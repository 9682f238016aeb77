package dev.mneme.reader.recall.postgres;

import java.time.Duration;

/**
 * Where the legacy layer is, and how long it may take.
 *
 * @param connections most connections at once
 * @param connect longest wait for a connection, new or pooled
 * @param statement longest run of a statement, enforced by the server
 */
public record PostgresSettings(
    String url,
    String user,
    String password,
    int connections,
    Duration connect,
    Duration statement) {

  /** Never shows the password. */
  @Override
  public String toString() {
    return "PostgresSettings[url=%s, user=%s]".formatted(url, user);
  }
}
