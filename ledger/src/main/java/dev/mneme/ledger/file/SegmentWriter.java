package dev.mneme.ledger.file;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The segment that is appended to: frames first, forced, and only then their slots. */
final class SegmentWriter implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;

  private final Segment segment;
  private final Disk.WritableFile log;
  private final Disk.WritableFile positions;
  private final ByteBuffer pending = ByteBuffer.allocate(BUFFER);
  private final ByteBuffer readBack = ByteBuffer.allocate(BUFFER);
  private final List<Long> slots = new ArrayList<>();
  private long count;
  private long durable;
  private long written;

  /**
   * @param count entries in the segment
   * @param end where they end in the log file
   */
  SegmentWriter(Disk disk, Segment segment, long count, long end) throws IOException {
    this.segment = segment;
    this.count = count;
    this.durable = end;
    this.written = end;
    this.log = disk.open(segment.log());
    try {
      this.positions = disk.open(segment.positions());
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  /** Begins a segment. Its log appears under its name only with a whole, durable header. */
  static SegmentWriter create(
      Disk disk, Segment segment, int partition, Hash chainBefore, Hash rootBefore)
      throws IOException {
    Path unnamed = segment.log().resolveSibling(segment.log().getFileName() + ".new");
    try (Disk.WritableFile file = disk.open(unnamed)) {
      file.write(Segment.header(partition, segment.first(), chainBefore, rootBefore), 0);
      file.force();
    }
    Files.move(unnamed, segment.log(), StandardCopyOption.ATOMIC_MOVE);
    SegmentWriter writer = new SegmentWriter(disk, segment, 0, Segment.HEADER);
    disk.forceNames(segment.log().toAbsolutePath().getParent());
    return writer;
  }

  long count() {
    return count;
  }

  void add(byte[] entry, Hash chain) throws IOException {
    ByteBuffer frame = Segment.frame(entry, chain);
    if (pending.remaining() < frame.remaining()) {
      write();
    }
    slots.add(written + pending.position());
    pending.put(frame);
    count++;
  }

  /** Makes durable what was added, then says so in the positions. */
  void commit() throws IOException {
    if (slots.isEmpty()) {
      return;
    }
    write();
    log.force();
    durable = written;
    writeSlots(positions, count - slots.size(), slots);
    slots.clear();
  }

  static void writeSlots(Disk.WritableFile positions, long first, List<Long> starts)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(starts.size() * Segment.SLOT);
    starts.forEach(start -> bytes.putLong(Segment.slot(start)));
    positions.write(bytes.flip(), first * Segment.SLOT);
  }

  /** After the last commit to this segment. */
  void seal() throws IOException {
    positions.force();
  }

  private void write() throws IOException {
    pending.flip();
    int size = pending.remaining();
    try {
      log.write(pending, written);
      compare(pending.flip());
    } catch (IOException failure) {
      // A full disk takes no more bytes but gives some back: leave no part of an entry behind. If
      // that fails too, opening the log will do it.
      try {
        log.truncate(durable);
      } catch (IOException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      throw failure;
    }
    written += size;
    pending.clear();
  }

  /**
   * What is signed must be what is on file. A write that was torn or went astray shows here, before
   * anything was said of its entries; the sync after it fails by itself.
   */
  private void compare(ByteBuffer expected) throws IOException {
    readBack.clear().limit(expected.remaining());
    log.read(readBack, written);
    int at = expected.mismatch(readBack.flip());
    if (at >= 0) {
      throw new ReadBackException(segment.log(), written + at);
    }
  }

  @Override
  public void close() throws IOException {
    try (log) {
      positions.close();
    }
  }
}
