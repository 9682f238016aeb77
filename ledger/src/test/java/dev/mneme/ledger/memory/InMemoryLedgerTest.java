package dev.mneme.ledger.memory;

import dev.mneme.ledger.LedgerStore;
import dev.mneme.ledger.LedgerStoreContract;

class InMemoryLedgerTest implements LedgerStoreContract {
  private final LedgerStore store = new InMemoryLedger();

  @Override
  public LedgerStore store() {
    return store;
  }
}
