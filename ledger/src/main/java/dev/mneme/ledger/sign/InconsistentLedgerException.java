package dev.mneme.ledger.sign;

import java.io.IOException;

/** The ledger contradicts what was signed before: it is not signed, and not appended to. */
public final class InconsistentLedgerException extends IOException {
  private static final long serialVersionUID = 1L;

  InconsistentLedgerException(String message) {
    super("the ledger contradicts its last signed checkpoint: " + message);
  }

  InconsistentLedgerException(String message, Throwable cause) {
    super("the ledger contradicts its last signed checkpoint: " + message, cause);
  }
}
