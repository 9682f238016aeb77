package dev.mneme.reader;

import java.util.Optional;

/** Whether the index of this instance may be written now. */
@FunctionalInterface
interface IndexWrites {

  /** Why not; empty when it may. */
  Optional<String> forbidden();
}
