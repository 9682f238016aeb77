package dev.mneme.ledger.sign;

import java.io.IOException;
import java.util.Optional;

/** Keeps the last signed statement of a ledger. */
public interface CheckpointStore {

  /**
   * The last one stored; empty for a ledger that has no logs yet.
   *
   * @throws IOException there are logs and it is gone
   */
  Optional<String> load() throws IOException;

  /** Returns when it is durable in place of the one before. */
  void store(String note) throws IOException;
}
