package dev.mneme.ledger.scan;

import dev.mneme.ledger.format.Segment;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The positions of a segment, read in order. A slot cut short, or empty to the end, is none. */
final class Slots implements AutoCloseable {
  private final long count;
  private final DataInputStream in;
  private long taken;

  private Slots(long count, DataInputStream in) {
    this.count = count;
    this.in = in;
  }

  static Slots open(Path positions) throws IOException {
    if (!Files.exists(positions)) {
      return new Slots(0, new DataInputStream(DataInputStream.nullInputStream()));
    }
    long count = count(positions);
    return new Slots(
        count, new DataInputStream(new BufferedInputStream(Files.newInputStream(positions), 8192)));
  }

  private static long count(Path positions) throws IOException {
    try (FileChannel file = FileChannel.open(positions, StandardOpenOption.READ)) {
      long count = file.size() / Segment.SLOT;
      ByteBuffer slot = ByteBuffer.allocate(Segment.SLOT);
      while (count > 0) {
        slot.clear();
        file.read(slot, (count - 1) * Segment.SLOT);
        if (slot.getLong(0) != 0) {
          break;
        }
        count--;
      }
      return count;
    }
  }

  boolean hasNext() {
    return taken < count;
  }

  long next() throws IOException {
    taken++;
    return in.readLong();
  }

  /** Where the next slot is in the file. */
  long position() {
    return taken * Segment.SLOT;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
