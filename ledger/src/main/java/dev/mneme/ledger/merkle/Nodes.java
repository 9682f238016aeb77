package dev.mneme.ledger.merkle;

import dev.mneme.ledger.format.Hash;
import java.io.IOException;

/** The complete subtrees of a tree that only grows: what is there once never changes. */
@FunctionalInterface
public interface Nodes {

  /**
   * The root over the leaves from {@code index << level} to before {@code (index + 1) << level},
   * all of which are in the tree.
   */
  Hash at(int level, long index) throws IOException;
}
