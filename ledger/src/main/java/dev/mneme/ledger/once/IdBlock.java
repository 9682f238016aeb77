package dev.mneme.ledger.once;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mneme.ledger.format.Hash;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * The ids of a block of entries: sorted in a file, with a Bloom filter in memory that spares nearly
 * all looks into the file. 65536 ids take 128 KiB of memory.
 *
 * <pre>
 * file = "MNEMEIDS" u32 1, 32 bytes chain of the block's last entry, u32 count, ids (16 bytes each,
 *        ascending as unsigned numbers), 32 bytes SHA-256 of all before
 * </pre>
 *
 * The chain says which entries the ids are of: a file of another ledger is not taken for one of
 * this.
 */
final class IdBlock {
  private static final byte[] MAGIC = "MNEMEIDS".getBytes(US_ASCII);
  private static final int VERSION = 1;
  private static final int HEADER = 8 + 4 + Hash.LENGTH + 4;
  private static final int ID = 16;
  private static final int FILTER_BITS = 1 << 20;
  private static final int PROBES = 8;

  private final Path file;
  private final int count;
  private final long[] filter = new long[FILTER_BITS / Long.SIZE];

  private IdBlock(Path file, ByteBuffer ids) {
    this.file = file;
    this.count = ids.remaining() / ID;
    while (ids.hasRemaining()) {
      mark(ids.getLong(), ids.getLong());
    }
  }

  static IdBlock write(Path file, Hash chain, Collection<UUID> ids) throws IOException {
    UUID[] sorted = ids.toArray(UUID[]::new);
    Arrays.sort(sorted, IdBlock::compare);
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + sorted.length * ID + Hash.LENGTH);
    bytes.put(MAGIC).putInt(VERSION).put(chain.bytes()).putInt(sorted.length);
    for (UUID id : sorted) {
      bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    bytes.put(sha256(bytes.array(), bytes.position())).flip();
    Path unnamed = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            unnamed,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE);
    return new IdBlock(file, ids(bytes.array()));
  }

  /** The block in a file; empty when the file is not there, not whole, or of other entries. */
  static Optional<IdBlock> load(Path file, Hash chain) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length - Hash.LENGTH;
    if (end < HEADER
        || !Arrays.equals(bytes, end, bytes.length, sha256(bytes, end), 0, Hash.LENGTH)
        || !Arrays.equals(bytes, 12, 12 + Hash.LENGTH, chain.bytes(), 0, Hash.LENGTH)) {
      return Optional.empty();
    }
    return Optional.of(new IdBlock(file, ids(bytes)));
  }

  private static ByteBuffer ids(byte[] bytes) {
    return ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER - Hash.LENGTH);
  }

  boolean contains(UUID id) throws IOException {
    return mayContain(id.getMostSignificantBits(), id.getLeastSignificantBits()) && isInFile(id);
  }

  private boolean isInFile(UUID wanted) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int low = 0;
      int high = count - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = compare(id(channel, middle), wanted);
        if (order == 0) {
          return true;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return false;
    }
  }

  private UUID id(FileChannel channel, int at) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ID);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, HEADER + (long) at * ID + bytes.position()) < 0) {
        throw new EOFException(file + " became shorter while it was in use");
      }
    }
    return new UUID(bytes.getLong(0), bytes.getLong(Long.BYTES));
  }

  private void mark(long high, long low) {
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(high, low, probe);
      filter[bit / Long.SIZE] |= 1L << bit;
    }
  }

  private boolean mayContain(long high, long low) {
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(high, low, probe);
      if ((filter[bit / Long.SIZE] & 1L << bit) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Ids are random or hashes: mixing their halves is hash enough. */
  private static int bit(long high, long low, int probe) {
    long mixed = (high + probe * low) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 44);
  }

  private static int compare(UUID left, UUID right) {
    int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }

  private static byte[] sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
