package dev.mneme.audit.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the ledger is whole.
 *
 * @param full whether all of it was read
 * @param finding the first thing wrong, if there is one
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Integrity(
    boolean intact, boolean full, List<LogIntegrity> logs, @Nullable String finding) {

  /** One log: how many entries are whole. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record LogIntegrity(int partition, long entries, String root, boolean intact) {}
}
