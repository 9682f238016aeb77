package dev.mneme.cli.audit;

import dev.mneme.ledger.format.LedgerEntry;
import java.io.IOException;

/** The entries of a ledger, one log after the other, each from its first. */
@FunctionalInterface
public interface Entries {

  /** Takes entries as they come. */
  @FunctionalInterface
  interface Taker {
    void take(LedgerEntry entry) throws IOException;
  }

  /**
   * @throws IOException they cannot be read, or what is there is no entry
   */
  void each(Taker taker) throws IOException;
}
