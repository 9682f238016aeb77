package dev.mneme.ledger;

import java.io.IOException;
import java.nio.file.Path;

/** Another process, or another store of this one, has the ledger. */
public final class LedgerInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  public LedgerInUseException(Path folder) {
    super("the ledger in %s is in use".formatted(folder));
  }
}
