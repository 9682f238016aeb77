package dev.mneme.ledger.file;

import dev.mneme.ledger.LedgerDamagedException;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.format.EntryFormat;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Flaw;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.format.MalformedEntryException;
import dev.mneme.ledger.format.Segment;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Entries out of a segment, the first found by its slot, each checked against the chain before. */
final class SegmentLookup {
  private static final int LONGEST_FRAME = Integer.BYTES + EntryFormat.LONGEST_ENTRY + Hash.LENGTH;

  private final Segment segment;
  private final int partition;
  private final FileChannel log;

  private SegmentLookup(Segment segment, int partition, FileChannel log) {
    this.segment = segment;
    this.partition = partition;
    this.log = log;
  }

  /** In two reads: that of the slots says how much the other has to bring. */
  static List<StoredEntry> entries(Segment segment, int partition, long from, int count)
      throws IOException {
    List<StoredEntry> entries = new ArrayList<>(count);
    try (FileChannel positions = FileChannel.open(segment.positions(), StandardOpenOption.READ);
        FileChannel log = FileChannel.open(segment.log(), StandardOpenOption.READ)) {
      ByteBuffer slots =
          read(
              positions,
              segment.positions(),
              (from - segment.first()) * Segment.SLOT,
              count * Segment.SLOT);
      long begin = Segment.position(slots.getLong(0));
      long last = Segment.position(slots.getLong((count - 1) * Segment.SLOT));
      SegmentLookup lookup = new SegmentLookup(segment, partition, log);
      int most = (int) Math.clamp(last - begin, 0, (count - 1) * (long) LONGEST_FRAME);
      // The chain before an entry is what stands before its frame: the frame before, or the header.
      ByteBuffer bytes = lookup.window(begin - Hash.LENGTH, Hash.LENGTH + most + LONGEST_FRAME);
      for (int i = 0; i < count; i++) {
        StoredEntry stored = lookup.entry(from + i, begin, bytes);
        entries.add(stored);
        begin += Integer.BYTES + stored.encoded().length + Hash.LENGTH;
      }
    }
    return entries;
  }

  /** Whether the log file ends where the entry of a slot does. */
  static boolean endsWithEntry(Segment segment, long slot) throws IOException {
    try (FileChannel positions = FileChannel.open(segment.positions(), StandardOpenOption.READ);
        FileChannel log = FileChannel.open(segment.log(), StandardOpenOption.READ)) {
      long begin =
          Segment.position(
              read(positions, segment.positions(), slot * Segment.SLOT, Segment.SLOT).getLong());
      int length = read(log, segment.log(), begin, Integer.BYTES).getInt();
      return begin + Integer.BYTES + length + Hash.LENGTH == log.size();
    } catch (EOFException cutShort) {
      return false;
    }
  }

  /** As many of these bytes as the file has. */
  private ByteBuffer window(long position, int size) throws IOException {
    return read(Math.clamp(log.size() - position, 0, size), position);
  }

  /** Reads on where the entry before ended; what stands before a frame is a chain. */
  private StoredEntry entry(long index, long begin, ByteBuffer bytes) throws IOException {
    if (bytes.remaining() < Hash.LENGTH + Integer.BYTES) {
      throw new EOFException(segment.log() + " has no bytes at " + begin);
    }
    Hash before = hash(bytes);
    int length = bytes.getInt();
    if (length < 0 || length > EntryFormat.LONGEST_ENTRY) {
      throw damaged(index, begin, Flaw.BAD_LENGTH, "no entry has %d bytes".formatted(length));
    }
    if (bytes.remaining() < length + Hash.LENGTH) {
      throw new EOFException(segment.log() + " ends in the entry at " + begin);
    }
    byte[] encoded = new byte[length];
    bytes.get(encoded);
    Hash leaf = LedgerHashes.leaf(encoded);
    Hash chain = hash(bytes.slice(bytes.position(), Hash.LENGTH));
    if (!LedgerHashes.chain(before, leaf).equals(chain)) {
      throw damaged(index, begin, Flaw.BAD_HASH, "found when it was read");
    }
    try {
      LedgerEntry entry = EntryFormat.decode(encoded);
      if (entry.index() != index || entry.partition() != partition) {
        throw damaged(index, begin, Flaw.WRONG_INDEX, "found when it was read");
      }
      return new StoredEntry(entry, encoded, leaf, chain);
    } catch (MalformedEntryException e) {
      throw damaged(index, begin, Flaw.BAD_ENTRY, String.valueOf(e.getMessage()));
    }
  }

  private static Hash hash(ByteBuffer in) {
    byte[] bytes = new byte[Hash.LENGTH];
    in.get(bytes);
    return Hash.of(bytes);
  }

  private ByteBuffer read(int size, long position) throws IOException {
    return read(log, segment.log(), position, size);
  }

  private static ByteBuffer read(FileChannel file, Path path, long position, int size)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining()) {
      if (position < 0 || file.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException(path + " has no bytes at " + position);
      }
    }
    return bytes.flip();
  }

  private LedgerDamagedException damaged(long index, long position, Flaw flaw, String detail) {
    return new LedgerDamagedException(
        new Finding(partition, index, 0, segment.log(), position, flaw, detail));
  }
}
