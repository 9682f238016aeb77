package dev.mneme.ledger;

import java.io.IOException;

/** The logs of a ledger, each of which is opened at most once at a time. */
public interface LedgerStore extends AutoCloseable {

  /**
   * The log of a partition, empty if there was none.
   *
   * @throws LedgerDamagedException an entry that was durable is damaged or gone
   */
  LedgerLog open(int partition) throws IOException;

  @Override
  void close() throws IOException;
}
