package dev.mneme.ledger.scan;

import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.format.EntryFormat;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Flaw;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.format.MalformedEntryException;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.merkle.TreeEdge;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks one partition from its first entry and checks all there is to check, in constant memory. It
 * writes nothing and takes no lock: a ledger may be appended to meanwhile, and is seen as it was
 * when the scan reached its last segment.
 *
 * <p>What was durable must be whole: every entry of a segment that has a successor, and every entry
 * that has a slot. The bytes after those may be what a crash left in the middle of an append.
 */
public final class PartitionScan implements AutoCloseable {
  private final Path ledger;
  private final int partition;
  private final List<Segment> segments;
  private int next;
  private @Nullable SegmentReader reader;
  private long index;
  private long nextOffset;
  private Hash head;
  private final TreeEdge tree;
  private final TreeEdge.FullTiles tiles;

  private PartitionScan(
      Path ledger,
      int partition,
      List<Segment> segments,
      TreeEdge tree,
      TreeEdge.FullTiles tiles,
      Hash head) {
    this.ledger = ledger;
    this.partition = partition;
    this.segments = segments;
    this.tree = tree;
    this.tiles = tiles;
    this.head = head;
    this.index = tree.size();
  }

  public static PartitionScan open(Path ledger, int partition) throws IOException {
    return open(ledger, partition, (_, _, _) -> {});
  }

  /**
   * @param tiles told of the full tiles of the Merkle tree over the entries met
   */
  public static PartitionScan open(Path ledger, int partition, TreeEdge.FullTiles tiles)
      throws IOException {
    return new PartitionScan(
        ledger,
        partition,
        Segment.of(ledger, partition),
        new TreeEdge(),
        tiles,
        LedgerHashes.empty(partition));
  }

  /**
   * Begins with a segment, after what is before it was established otherwise.
   *
   * @param before the last entry before it
   * @param edge of the tree over all entries before it
   */
  public static PartitionScan resume(
      Path ledger, Segment segment, StoredEntry before, TreeEdge edge, TreeEdge.FullTiles tiles) {
    PartitionScan scan =
        new PartitionScan(
            ledger, before.entry().partition(), List.of(segment), edge, tiles, before.chain());
    scan.nextOffset = before.entry().offset() + 1;
    return scan;
  }

  /** Entries met so far. */
  public long size() {
    return index;
  }

  /** The chain after the entries met so far. */
  public Hash head() {
    return head;
  }

  /** The Merkle tree over all entries before the next. */
  public TreeEdge tree() {
    return tree;
  }

  /** The offset after that of the last entry met. */
  public long nextOffset() {
    return nextOffset;
  }

  /** The next step; after an end or damage there is none. */
  public ScanStep next() throws IOException {
    if (segments.isEmpty()) {
      return new ScanStep.End(Segment.at(ledger, partition, 0), 0, 0, null);
    }
    SegmentReader current = reader;
    if (current == null || (current.remaining() == 0 && hasSuccessor() && complete(current))) {
      Segment segment = segments.get(next++);
      close();
      current = SegmentReader.open(segment);
      reader = current;
      ScanStep problem = header(current);
      if (problem != null) {
        return problem;
      }
      return next();
    }
    if (current.remaining() == 0) {
      return atEnd(current);
    }
    return frame(current);
  }

  private boolean hasSuccessor() {
    return next < segments.size();
  }

  private boolean complete(SegmentReader current) {
    return !current.slots.hasNext() && segments.get(next).first() == index;
  }

  private @Nullable ScanStep header(SegmentReader current) throws IOException {
    Path log = current.segment.log();
    if (current.segment.first() != index) {
      return damaged(log, 0, Flaw.MISSING, "the segment begins after entries that are not there");
    }
    if (current.remaining() < Segment.HEADER) {
      return damaged(log, 0, Flaw.BAD_HEADER, "the header is cut short");
    }
    byte[] expected = Segment.header(partition, index, head, tree.root()).array();
    return Arrays.equals(expected, current.take(Segment.HEADER))
        ? null
        : damaged(log, 0, Flaw.BAD_HEADER, "the header is not that of this segment");
  }

  private ScanStep atEnd(SegmentReader current) {
    Path log = current.segment.log();
    long end = current.position();
    if (hasSuccessor()) {
      return damaged(log, end, Flaw.MISSING, "the next segment begins later");
    }
    return current.slots.hasNext()
        ? damaged(log, end, Flaw.MISSING, "the entry was durable, and the file ends before it")
        : new ScanStep.End(current.segment, end, 0, null);
  }

  private ScanStep frame(SegmentReader current) throws IOException {
    long begin = current.position();
    long left = current.remaining();
    if (left < Integer.BYTES) {
      return failed(current, begin, left, nextOffset, Flaw.TORN_TAIL, "the length is cut short");
    }
    int length = current.takeInt();
    if (length < EntryFormat.SHORTEST_ENTRY || length > EntryFormat.LONGEST_ENTRY) {
      String detail = "no entry has %d bytes".formatted(length);
      return failed(current, begin, left, nextOffset, Flaw.BAD_LENGTH, detail);
    }
    if (left < Integer.BYTES + length + Hash.LENGTH) {
      String detail = "the entry needs %d bytes, and the file ends".formatted(length);
      return failed(current, begin, left, nextOffset, Flaw.TORN_TAIL, detail);
    }
    byte[] encoded = current.take(length);
    Hash stated = Hash.of(current.take(Hash.LENGTH));
    Hash leaf = LedgerHashes.leaf(encoded);
    Hash chain = LedgerHashes.chain(head, leaf);
    if (!chain.equals(stated)) {
      long offset = ByteBuffer.wrap(encoded).getLong(EntryFormat.OFFSET_AT);
      String detail = "the chain hash is not that of the entry and the one before";
      return failed(current, begin, left, offset, Flaw.BAD_HASH, detail);
    }
    return placed(current, begin, encoded, leaf, chain);
  }

  private ScanStep placed(SegmentReader current, long begin, byte[] encoded, Hash leaf, Hash chain)
      throws IOException {
    Path log = current.segment.log();
    LedgerEntry entry;
    try {
      entry = EntryFormat.decode(encoded);
    } catch (MalformedEntryException e) {
      return damaged(log, begin, Flaw.BAD_ENTRY, e.getMessage());
    }
    if (entry.partition() != partition) {
      return damaged(log, begin, Flaw.WRONG_PARTITION, "it states " + entry.partition());
    }
    if (entry.index() != index) {
      return damaged(log, begin, Flaw.WRONG_INDEX, "it states " + entry.index());
    }
    if (entry.offset() < nextOffset) {
      String detail = "it states %d, expected at least %d".formatted(entry.offset(), nextOffset);
      return damaged(log, begin, Flaw.OFFSET_NOT_INCREASING, detail);
    }
    boolean slotted = current.slots.hasNext();
    if (slotted) {
      long at = current.slots.position();
      long stated = Segment.position(current.slots.next());
      if (stated != begin) {
        String detail = "it states %d, the entry is at %d".formatted(stated, begin);
        return damaged(current.segment.positions(), at, Flaw.BAD_POSITION, detail);
      }
    }
    index++;
    nextOffset = entry.offset() + 1;
    head = chain;
    tree.append(leaf, tiles);
    return new ScanStep.Met(current.segment, begin, slotted, entry, encoded, leaf, chain);
  }

  /** Bytes that are no entry: the tail an append left behind, unless they were durable. */
  private ScanStep failed(
      SegmentReader current, long begin, long left, long offset, Flaw flaw, String detail) {
    Finding finding =
        new Finding(partition, index, offset, current.segment.log(), begin, flaw, detail);
    return hasSuccessor() || current.slots.hasNext()
        ? new ScanStep.Damaged(finding)
        : new ScanStep.End(current.segment, begin, left, finding);
  }

  private ScanStep.Damaged damaged(Path file, long position, Flaw flaw, String detail) {
    return new ScanStep.Damaged(
        new Finding(partition, index, nextOffset, file, position, flaw, detail));
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
