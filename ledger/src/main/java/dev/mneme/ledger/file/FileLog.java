package dev.mneme.ledger.file;

import dev.mneme.ledger.Chained;
import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.LedgerStoppedException;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.merkle.Tile;
import dev.mneme.ledger.merkle.TreeEdge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log of one partition in its folder. */
final class FileLog implements LedgerLog {
  private final Path ledger;
  private final Disk disk;
  private final int segmentEntries;
  private final Runnable onClose;
  private SegmentWriter writer;
  private final TileFiles tiles;
  private final TreeEdge tree;
  private volatile Head head;
  private @Nullable IOException failure;
  private boolean closed;

  FileLog(
      Path ledger, Disk disk, int segmentEntries, Recovery.Recovered recovered, Runnable onClose) {
    this.ledger = ledger;
    this.disk = disk;
    this.segmentEntries = segmentEntries;
    this.onClose = onClose;
    this.writer = recovered.writer();
    this.head = recovered.head();
    this.tree = recovered.tree();
    this.tiles = recovered.tiles();
  }

  @Override
  public Head head() {
    return head;
  }

  @Override
  public synchronized List<StoredEntry> append(List<CommittedRecord> records)
      throws LedgerStoppedException {
    if (closed) {
      throw new IllegalStateException("the log is closed");
    }
    if (failure != null) {
      throw new LedgerStoppedException("the ledger stopped: " + failure.getMessage(), failure);
    }
    List<StoredEntry> added = new ArrayList<>(records.size());
    Head grown = head;
    for (CommittedRecord record : records) {
      Chained next = Chained.after(grown, record);
      added.add(next.stored());
      grown = next.head();
    }
    try {
      write(added);
    } catch (IOException e) {
      failure = e;
      throw new LedgerStoppedException(
          "the ledger stopped: partition %d could not be appended to at entry %d: %s"
              .formatted(head.partition(), head.size(), e.getMessage()),
          e);
    }
    head = grown;
    return added;
  }

  private void write(List<StoredEntry> entries) throws IOException {
    int grown = 0;
    for (int i = 0; i < entries.size(); i++) {
      StoredEntry stored = entries.get(i);
      if (writer.count() == segmentEntries) {
        commit(entries.subList(grown, i));
        grown = i;
        begin(stored.entry().index(), i == 0 ? head.hash() : entries.get(i - 1).chain());
      }
      writer.add(stored.encoded(), stored.chain());
    }
    commit(entries.subList(grown, entries.size()));
  }

  /** The tree grows over durable entries only. */
  private void commit(List<StoredEntry> entries) throws IOException {
    writer.commit();
    for (StoredEntry stored : entries) {
      tree.append(stored.leaf(), tiles);
    }
  }

  private void begin(long first, Hash chainBefore) throws IOException {
    writer.seal();
    writer.close();
    Segment next = Segment.at(ledger, head.partition(), first);
    EdgeFile.write(disk, next, tree);
    writer = SegmentWriter.create(disk, next, head.partition(), chainBefore, tree.root());
  }

  @Override
  public List<StoredEntry> read(long from, int most) throws IOException {
    Head visible = head;
    if (from < 0 || from >= visible.size()) {
      return List.of();
    }
    long first = from - from % segmentEntries;
    long end = Math.min(visible.size(), first + segmentEntries);
    int count = (int) Math.min(Math.min(most, Tile.WIDTH), end - from);
    Segment segment = Segment.at(ledger, visible.partition(), first);
    return SegmentLookup.entries(segment, visible.partition(), from, count);
  }

  @Override
  public List<Hash> tile(int level, long index, int atLeast) throws IOException {
    Optional<List<Hash>> growing = tree.tile(level, index);
    if (growing.isPresent()) {
      return growing.get();
    }
    return level == 0 ? leaves(index * Tile.WIDTH, atLeast) : tiles.read(level, index);
  }

  /** The tiles of level 0 are not kept: they are the hashes of entries, which are. */
  private List<Hash> leaves(long first, int count) throws IOException {
    List<Hash> leaves = new ArrayList<>(count);
    while (leaves.size() < count) {
      List<StoredEntry> part = read(first + leaves.size(), count - leaves.size());
      if (part.isEmpty()) {
        throw new IndexOutOfBoundsException("no entry " + (first + leaves.size()));
      }
      part.forEach(stored -> leaves.add(stored.leaf()));
    }
    return leaves;
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (SegmentWriter last = writer) {
      if (failure == null) {
        last.seal();
      }
    } finally {
      onClose.run();
    }
  }
}
