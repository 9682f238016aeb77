package dev.mneme.ledger;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.merkle.MerkleTree;
import dev.mneme.ledger.merkle.Nodes;
import dev.mneme.ledger.merkle.TiledNodes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The log of one partition. One thread appends; any thread may ask for the head or read entries,
 * and sees only what is durable.
 */
public interface LedgerLog extends AutoCloseable {

  /** The durable entries, as of now. */
  Head head();

  /**
   * Makes entries of the records, in their order, and returns when all of them are durable. After a
   * failure nothing can be appended any more until the log is opened again: what reached the disk
   * is then found out by reading, never by trying once more.
   *
   * @return the entries made
   * @throws IllegalArgumentException an offset below {@link Head#nextOffset()}, or below that of
   *     the record before; nothing was appended
   * @throws LedgerStoppedException an append failed, now or before
   */
  List<StoredEntry> append(List<CommittedRecord> records) throws LedgerStoppedException;

  /** The entry with this index, checked against the entry before it. */
  default Optional<StoredEntry> read(long index) throws IOException {
    return read(index, 1).stream().findFirst();
  }

  /**
   * Entries in order, each checked against the one before it.
   *
   * @param from index of the first
   * @return at least one and at most so many, or none when there is no such entry
   */
  List<StoredEntry> read(long from, int most) throws IOException;

  /**
   * Hashes of a tile of the Merkle tree over the durable entries.
   *
   * @return at least so many, all of which must be there
   */
  List<Hash> tile(int level, long index, int atLeast) throws IOException;

  /** The Merkle tree over the durable entries. */
  default Nodes nodes() {
    return new TiledNodes(this::tile);
  }

  /**
   * The root over the first entries.
   *
   * @throws IndexOutOfBoundsException there are not so many
   */
  default Hash root(long size) throws IOException {
    if (size < 0 || size > head().size()) {
      throw new IndexOutOfBoundsException(
          "partition %d has %d entries, not %d".formatted(head().partition(), head().size(), size));
    }
    return MerkleTree.root(nodes(), size);
  }

  @Override
  void close() throws IOException;
}
