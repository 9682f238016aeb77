package dev.mneme.ledger.scan;

import dev.mneme.ledger.format.Segment;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** The bytes and the slots of one segment, as they were when it was opened, read in order. */
final class SegmentReader implements AutoCloseable {
  private static final int CHUNK = 256 * 1024;

  final Segment segment;
  final Slots slots;

  private final FileChannel file;
  private final long length;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).limit(0);
  private long position;

  private SegmentReader(Segment segment, Slots slots, FileChannel file) throws IOException {
    this.segment = segment;
    this.slots = slots;
    this.file = file;
    this.length = file.size();
  }

  static SegmentReader open(Segment segment) throws IOException {
    // First the slots, then the length of the log: in a ledger that is being appended to, the other
    // way round would show slots of entries that seem to be missing.
    Slots slots = Slots.open(segment.positions());
    try {
      FileChannel file = FileChannel.open(segment.log(), StandardOpenOption.READ);
      return new SegmentReader(segment, slots, file);
    } catch (IOException e) {
      slots.close();
      throw e;
    }
  }

  long position() {
    return position;
  }

  long remaining() {
    return length - position;
  }

  int takeInt() throws IOException {
    return ByteBuffer.wrap(take(Integer.BYTES)).getInt();
  }

  byte[] take(int size) throws IOException {
    byte[] bytes = new byte[size];
    int taken = 0;
    while (taken < size) {
      if (!buffer.hasRemaining()) {
        fill();
      }
      int part = Math.min(size - taken, buffer.remaining());
      buffer.get(bytes, taken, part);
      taken += part;
    }
    position += size;
    return bytes;
  }

  private void fill() throws IOException {
    buffer.clear();
    int read = file.read(buffer);
    buffer.flip();
    if (read <= 0) {
      throw new EOFException(segment.log() + " became shorter while it was read");
    }
  }

  @Override
  public void close() throws IOException {
    try (slots) {
      file.close();
    }
  }
}
