package dev.mneme.ledger.file;

import dev.mneme.ledger.Chained;
import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.LedgerStoppedException;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of one partition in its folder. */
final class FileLog implements LedgerLog {
  private final Path ledger;
  private final Disk disk;
  private final int segmentEntries;
  private final Runnable onClose;
  private SegmentWriter writer;
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
    Hash before = head.hash();
    for (StoredEntry stored : entries) {
      if (writer.count() == segmentEntries) {
        writer.commit();
        writer.seal();
        writer.close();
        int partition = stored.entry().partition();
        Segment next = Segment.at(ledger, partition, stored.entry().index());
        writer = SegmentWriter.create(disk, next, partition, before);
      }
      writer.add(stored.encoded(), stored.chain());
      before = stored.chain();
    }
    writer.commit();
  }

  @Override
  public List<StoredEntry> read(long from, int most) throws IOException {
    Head visible = head;
    if (from < 0 || from >= visible.size()) {
      return List.of();
    }
    long first = from - from % segmentEntries;
    long end = Math.min(visible.size(), first + segmentEntries);
    int count = (int) Math.min(most, end - from);
    Segment segment = Segment.at(ledger, visible.partition(), first);
    return SegmentLookup.entries(segment, visible.partition(), from, count);
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
