package dev.mneme.ledger.merkle;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Roots and proofs of RFC 6962, section 2.1, for any size a tree had. Each asks for O(log n) nodes.
 */
public final class MerkleTree {
  private MerkleTree() {}

  /** MTH(D[size]). */
  public static Hash root(Nodes nodes, long size) throws IOException {
    return size == 0 ? LedgerHashes.emptyTree() : subtree(nodes, 0, size);
  }

  /**
   * PATH(index, D[size]), from the leaf's sibling up to the root's child.
   *
   * @throws IndexOutOfBoundsException the tree of that size has no such leaf
   */
  public static List<Hash> inclusion(Nodes nodes, long index, long size) throws IOException {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          "a tree of %d leaves has no leaf %d".formatted(size, index));
    }
    List<Hash> path = new ArrayList<>();
    path(nodes, index, 0, size, path);
    return path;
  }

  /**
   * PROOF(from, D[to]); nothing when both are equal or the first is empty.
   *
   * @throws IndexOutOfBoundsException the sizes are not in order
   */
  public static List<Hash> consistency(Nodes nodes, long from, long to) throws IOException {
    if (from < 0 || from > to) {
      throw new IndexOutOfBoundsException("sizes are not in order: %d, %d".formatted(from, to));
    }
    List<Hash> proof = new ArrayList<>();
    if (from > 0) {
      proof(nodes, from, 0, to, true, proof);
    }
    return proof;
  }

  private static Hash subtree(Nodes nodes, long first, long count) throws IOException {
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return nodes.at(level, first >>> level);
    }
    long left = split(count);
    return LedgerHashes.node(
        subtree(nodes, first, left), subtree(nodes, first + left, count - left));
  }

  private static void path(Nodes nodes, long index, long first, long count, List<Hash> path)
      throws IOException {
    if (count == 1) {
      return;
    }
    long left = split(count);
    if (index < left) {
      path(nodes, index, first, left, path);
      path.add(subtree(nodes, first + left, count - left));
    } else {
      path(nodes, index - left, first + left, count - left, path);
      path.add(subtree(nodes, first, left));
    }
  }

  private static void proof(
      Nodes nodes, long from, long first, long count, boolean whole, List<Hash> proof)
      throws IOException {
    if (from == count) {
      if (!whole) {
        proof.add(subtree(nodes, first, count));
      }
      return;
    }
    long left = split(count);
    if (from <= left) {
      proof(nodes, from, first, left, whole, proof);
      proof.add(subtree(nodes, first + left, count - left));
    } else {
      proof(nodes, from - left, first + left, count - left, false, proof);
      proof.add(subtree(nodes, first, left));
    }
  }

  /** The largest power of two below a count of at least two. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }
}
