package dev.mneme.ledger;

import java.io.IOException;

/** An append or a sync failed: this log takes nothing any more. */
public final class LedgerStoppedException extends IOException {
  private static final long serialVersionUID = 1L;

  public LedgerStoppedException(String message, IOException cause) {
    super(message, cause);
  }
}
