package dev.mneme.audit.http;

import dev.mneme.ledger.Head;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.sign.SignedLedger.SignedLog;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one log commits to.
 *
 * @param size entries that are durable
 * @param head the chain after the last of them, hexadecimal
 * @param signedSize entries the checkpoint covers
 * @param root over those, hexadecimal
 * @param checkpoint the signed note
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record LogRoot(
    int partition,
    long size,
    String head,
    long signedSize,
    @Nullable String root,
    @Nullable String checkpoint) {

  static LogRoot of(Head head, Optional<SignedLog> signed) {
    Optional<Checkpoint> stated = signed.map(SignedLog::checkpoint);
    return new LogRoot(
        head.partition(),
        head.size(),
        head.hash().hex(),
        stated.map(Checkpoint::size).orElse(0L),
        stated.map(each -> each.root().hex()).orElse(null),
        signed.map(each -> each.note().toString()).orElse(null));
  }
}
