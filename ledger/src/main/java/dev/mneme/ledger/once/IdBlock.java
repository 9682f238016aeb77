package dev.mneme.ledger.once;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mneme.ledger.format.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The ids of a block of entries: sorted in a file, behind a Bloom filter that spares nearly all
 * looks among them. The file is mapped, so that neither the heap nor a start grows with the number
 * of blocks.
 *
 * <pre>
 * file  = "MNEMEIDS" u32 2, 32 bytes chain of the block's last entry, u32 count, 32 bytes SHA-256 of
 *         the rest, Bloom filter (131072 bytes), place*
 * place = 16 bytes id, ascending as unsigned numbers, u32 place of its entry in the block
 * </pre>
 *
 * The chain says which entries the ids are of: a file of another ledger is not taken for one of
 * this.
 */
final class IdBlock {
  private static final byte[] MAGIC = "MNEMEIDS".getBytes(US_ASCII);
  private static final int VERSION = 2;
  private static final int COUNT_AT = 8 + 4 + Hash.LENGTH;
  private static final int HEADER = COUNT_AT + 4 + Hash.LENGTH;
  private static final int FILTER = 1 << 17;
  private static final int IDS = HEADER + FILTER;
  private static final int ID = 20;
  private static final int PROBES = 8;
  private static final long PLACES = 1 << 16;
  private static final Comparator<UUID> ORDER = IdBlock::compare;

  private final Path file;
  private final ByteBuffer bytes;
  private final int count;

  private IdBlock(Path file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes;
    this.count = bytes.getInt(COUNT_AT);
  }

  /**
   * @param ids each with the place of its entry in the block
   */
  static IdBlock write(Path file, Hash chain, Map<UUID, Integer> ids) throws IOException {
    if (ids.size() > PLACES) {
      throw new IllegalArgumentException("a block has at most %d ids".formatted(PLACES));
    }
    List<Map.Entry<UUID, Integer>> sorted = sorted(ids);
    ByteBuffer bytes = ByteBuffer.allocate(IDS + sorted.size() * ID);
    bytes.put(MAGIC).putInt(VERSION).put(chain.bytes()).putInt(sorted.size()).position(IDS);
    for (Map.Entry<UUID, Integer> each : sorted) {
      UUID id = each.getKey();
      bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
      bytes.putInt(each.getValue());
      mark(bytes, id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
    bytes.flip();
    bytes.put(COUNT_AT + 4, sha256(bytes));
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
    return new IdBlock(file, map(file));
  }

  /**
   * By their first 48 bits as plain numbers, each with its place in the last 16, which leaves next
   * to nothing for the comparisons: a block is written while entries wait.
   */
  private static List<Map.Entry<UUID, Integer>> sorted(Map<UUID, Integer> ids) {
    List<Map.Entry<UUID, Integer>> given = List.copyOf(ids.entrySet());
    long[] order = new long[given.size()];
    for (int i = 0; i < order.length; i++) {
      long high = given.get(i).getKey().getMostSignificantBits();
      order[i] = (high ^ Long.MIN_VALUE) & -PLACES | i & PLACES - 1;
    }
    Arrays.sort(order);
    List<Map.Entry<UUID, Integer>> sorted = new ArrayList<>(order.length);
    for (long each : order) {
      sorted.add(given.get((int) (each & PLACES - 1)));
    }
    sorted.sort(Map.Entry.comparingByKey(ORDER));
    return sorted;
  }

  /** The block in a file; empty when the file is not there, not whole, or of other entries. */
  static Optional<IdBlock> load(Path file, Hash chain) throws IOException {
    if (!Files.exists(file) || Files.size(file) < IDS) {
      return Optional.empty();
    }
    ByteBuffer mapped = map(file);
    byte[] header = new byte[COUNT_AT];
    mapped.get(0, header);
    ByteBuffer expected =
        ByteBuffer.allocate(COUNT_AT).put(MAGIC).putInt(VERSION).put(chain.bytes()).flip();
    boolean ofThese = ByteBuffer.wrap(header).equals(expected);
    return ofThese && mapped.limit() == IDS + (long) mapped.getInt(COUNT_AT) * ID
        ? Optional.of(new IdBlock(file, mapped))
        : Optional.empty();
  }

  Path file() {
    return file;
  }

  /** Whether the file is as it was written. Reads all of it. */
  boolean whole() {
    byte[] stated = new byte[Hash.LENGTH];
    bytes.get(COUNT_AT + 4, stated);
    return ByteBuffer.wrap(stated).equals(ByteBuffer.wrap(sha256(bytes)));
  }

  /** The place of the id's entry in the block. */
  OptionalLong find(UUID id) {
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    if (!mayContain(high, low)) {
      return OptionalLong.empty();
    }
    int from = 0;
    int to = count - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int at = IDS + middle * ID;
      int order = compare(bytes.getLong(at), bytes.getLong(at + Long.BYTES), high, low);
      if (order == 0) {
        return OptionalLong.of(bytes.getInt(at + 2 * Long.BYTES));
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return OptionalLong.empty();
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  private static void mark(ByteBuffer bytes, long high, long low) {
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(high, low, probe);
      int at = HEADER + bit / Byte.SIZE;
      bytes.put(at, (byte) (bytes.get(at) | 1 << bit % Byte.SIZE));
    }
  }

  private boolean mayContain(long high, long low) {
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(high, low, probe);
      if ((bytes.get(HEADER + bit / Byte.SIZE) & 1 << bit % Byte.SIZE) == 0) {
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
    return compare(
        left.getMostSignificantBits(),
        left.getLeastSignificantBits(),
        right.getMostSignificantBits(),
        right.getLeastSignificantBits());
  }

  private static int compare(long leftHigh, long leftLow, long rightHigh, long rightLow) {
    int high = Long.compareUnsigned(leftHigh, rightHigh);
    return high != 0 ? high : Long.compareUnsigned(leftLow, rightLow);
  }

  private static byte[] sha256(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.slice(0, COUNT_AT + 4));
      digest.update(bytes.slice(HEADER, bytes.limit() - HEADER));
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
