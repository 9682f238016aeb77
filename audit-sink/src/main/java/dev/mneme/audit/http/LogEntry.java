package dev.mneme.audit.http;

import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.format.LedgerEntry;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Base64;

/**
 * One entry.
 *
 * @param entry its canonical bytes, base64: the leaf is SHA-256 over 0x00 and these
 * @param leaf hexadecimal
 * @param chain hexadecimal
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record LogEntry(
    int partition,
    long index,
    long offset,
    long timestamp,
    String entry,
    String leaf,
    String chain) {

  static LogEntry of(StoredEntry stored) {
    LedgerEntry entry = stored.entry();
    return new LogEntry(
        entry.partition(),
        entry.index(),
        entry.offset(),
        entry.timestamp(),
        Base64.getEncoder().encodeToString(stored.encoded()),
        stored.leaf().hex(),
        stored.chain().hex());
  }
}
