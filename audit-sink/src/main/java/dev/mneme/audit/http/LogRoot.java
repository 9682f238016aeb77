package dev.mneme.audit.http;

import dev.mneme.ledger.Head;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * What one log commits to.
 *
 * @param head the chain after its last entry, hexadecimal
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record LogRoot(int partition, long size, String head) {

  static LogRoot of(Head head) {
    return new LogRoot(head.partition(), head.size(), head.hash().hex());
  }
}
