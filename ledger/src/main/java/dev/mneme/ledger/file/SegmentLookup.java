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
  private final Segment segment;
  private final int partition;
  private final FileChannel log;

  private SegmentLookup(Segment segment, int partition, FileChannel log) {
    this.segment = segment;
    this.partition = partition;
    this.log = log;
  }

  static List<StoredEntry> entries(Segment segment, int partition, long from, int count)
      throws IOException {
    List<StoredEntry> entries = new ArrayList<>(count);
    try (FileChannel positions = FileChannel.open(segment.positions(), StandardOpenOption.READ);
        FileChannel log = FileChannel.open(segment.log(), StandardOpenOption.READ)) {
      long slot = (from - segment.first()) * Segment.SLOT;
      ByteBuffer stated = read(positions, segment.positions(), slot, Segment.SLOT);
      long begin = Segment.position(stated.getLong());
      SegmentLookup lookup = new SegmentLookup(segment, partition, log);
      for (int i = 0; i < count; i++) {
        StoredEntry stored = lookup.entry(from + i, begin);
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

  private StoredEntry entry(long index, long begin) throws IOException {
    // The chain before an entry is what stands before its frame: the frame before, or the header.
    ByteBuffer front = read(begin - Hash.LENGTH, Hash.LENGTH + Integer.BYTES);
    Hash before = hash(front);
    int length = front.getInt();
    if (length < 0 || length > log.size()) {
      throw damaged(index, begin, Flaw.BAD_LENGTH, "no entry has %d bytes".formatted(length));
    }
    ByteBuffer rest = read(begin + Integer.BYTES, length + Hash.LENGTH);
    byte[] encoded = new byte[length];
    rest.get(encoded);
    Hash leaf = LedgerHashes.leaf(encoded);
    Hash chain = hash(rest);
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

  private ByteBuffer read(long position, int size) throws IOException {
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
