package dev.mneme.audit.http;

import dev.mneme.ledger.receipt.Receipt;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** What a receipt proves, by this ledger's keys. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record ReceiptVerdict(
    boolean valid,
    @Nullable Integer partition,
    @Nullable Long index,
    @Nullable Long signedSize,
    @Nullable String because) {

  static ReceiptVerdict of(Receipt.Verdict verdict) {
    return switch (verdict) {
      case Receipt.Verdict.Proven proven ->
          new ReceiptVerdict(
              true,
              proven.entry().partition(),
              proven.entry().index(),
              proven.checkpoint().size(),
              null);
      case Receipt.Verdict.Refused(String because) ->
          new ReceiptVerdict(false, null, null, null, because);
    };
  }
}
