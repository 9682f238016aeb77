package dev.mneme.ledger.merkle;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import java.util.List;
import java.util.Optional;

/** The checks of RFC 9162, sections 2.1.3.2 and 2.1.4.2, which need the proof and nothing else. */
public final class ProofCheck {
  private ProofCheck() {}

  /** The root that an inclusion proof leads to; empty when no proof of that place looks so. */
  public static Optional<Hash> rootOf(long index, long size, Hash leaf, List<Hash> path) {
    if (index < 0 || index >= size) {
      return Optional.empty();
    }
    long at = index;
    long last = size - 1;
    Hash root = leaf;
    for (Hash sibling : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((at & 1) == 1 || at == last) {
        root = LedgerHashes.node(sibling, root);
        while ((at & 1) == 0 && at != 0) {
          at >>>= 1;
          last >>>= 1;
        }
      } else {
        root = LedgerHashes.node(root, sibling);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 ? Optional.of(root) : Optional.empty();
  }

  /** Whether the tree of the first size is the beginning of that of the second. */
  public static boolean consistent(long from, Hash before, long to, Hash after, List<Hash> proof) {
    if (from < 0 || from > to) {
      return false;
    }
    if (from == to) {
      return proof.isEmpty() && before.equals(after);
    }
    if (from == 0) {
      return proof.isEmpty() && before.equals(LedgerHashes.emptyTree());
    }
    if (proof.isEmpty()) {
      return false;
    }
    boolean whole = Long.bitCount(from) == 1;
    Hash first = whole ? before : proof.getFirst();
    List<Hash> rest = whole ? proof : proof.subList(1, proof.size());
    int shift = Long.numberOfTrailingZeros(from);
    long at = (from - 1) >>> shift;
    long last = (to - 1) >>> shift;
    Hash old = first;
    Hash grown = first;
    for (Hash next : rest) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        old = LedgerHashes.node(next, old);
        grown = LedgerHashes.node(next, grown);
        while ((at & 1) == 0 && at != 0) {
          at >>>= 1;
          last >>>= 1;
        }
      } else {
        grown = LedgerHashes.node(grown, next);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 && old.equals(before) && grown.equals(after);
  }
}
