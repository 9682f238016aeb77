package dev.mneme.audit.http;

import dev.mneme.audit.Receipts;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of an event.
 *
 * @param state pending while no checkpoint covers its entry, then provable
 * @param receipt a C2SP tlog-proof; whoever has the ledger's public key can check it alone
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record ReceiptView(
    UUID eventId, String state, int partition, long index, @Nullable String receipt) {

  static ReceiptView of(UUID event, Receipts.State.Unsigned unsigned) {
    return new ReceiptView(event, "pending", unsigned.partition(), unsigned.index(), null);
  }

  static ReceiptView of(UUID event, Receipts.State.Provable provable) {
    return new ReceiptView(
        event,
        "provable",
        provable.partition(),
        provable.receipt().index(),
        provable.receipt().toString());
  }
}
