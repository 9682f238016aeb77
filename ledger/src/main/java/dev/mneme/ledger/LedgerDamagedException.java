package dev.mneme.ledger;

import dev.mneme.ledger.format.Finding;
import java.io.IOException;

/** Entries that were durable are damaged or gone. The ledger is left as it is, as evidence. */
public final class LedgerDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  public LedgerDamagedException(Finding finding) {
    super("the ledger is damaged: " + finding);
    this.finding = finding;
  }

  public Finding finding() {
    return finding;
  }
}
