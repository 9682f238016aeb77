package dev.mneme.ledger.merkle;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Up to 256 consecutive hashes at a height that is a multiple of eight, as C2SP tlog-tiles lays
 * them out: the hashes one after another, each the root over {@code 256^level} leaves.
 */
public final class Tile {
  public static final int WIDTH = 256;
  public static final int HEIGHT = 8;

  private Tile() {}

  /** {@code tile/<level>/<index>}, with {@code .p/<width>} for one that is not full. */
  public static String path(int level, long index, int width) {
    return path(Integer.toString(level), index, width);
  }

  /** The bundle of the entries whose leaf hashes are in the tile of level 0 of that index. */
  public static String entriesPath(long index, int width) {
    return path("entries", index, width);
  }

  /** How many hashes the tile of that index has in a tree of that size; 256 or more is full. */
  public static int width(int level, long index, long size) {
    long hashes = (level * HEIGHT >= Long.SIZE ? 0 : size >>> (level * HEIGHT)) - index * WIDTH;
    return Math.clamp(hashes, 0, WIDTH);
  }

  public static byte[] bytes(List<Hash> hashes) {
    ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Hash.LENGTH);
    hashes.forEach(hash -> bytes.put(hash.bytes()));
    return bytes.array();
  }

  /**
   * @throws IllegalArgumentException there is part of a hash
   */
  public static List<Hash> parse(byte[] bytes) {
    if (bytes.length % Hash.LENGTH != 0) {
      throw new IllegalArgumentException(
          "a tile has whole hashes, not %d bytes".formatted(bytes.length));
    }
    List<Hash> hashes = new ArrayList<>(bytes.length / Hash.LENGTH);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      byte[] hash = new byte[Hash.LENGTH];
      in.get(hash);
      hashes.add(Hash.of(hash));
    }
    return hashes;
  }

  /** The root over a power of two of hashes that stand next to each other. */
  static Hash over(List<Hash> hashes, int from, int count) {
    List<Hash> row = hashes.subList(from, from + count);
    while (row.size() > 1) {
      List<Hash> above = new ArrayList<>(row.size() / 2);
      for (int i = 0; i < row.size(); i += 2) {
        above.add(LedgerHashes.node(row.get(i), row.get(i + 1)));
      }
      row = above;
    }
    return row.getFirst();
  }

  private static String path(String level, long index, int width) {
    StringBuilder path = new StringBuilder();
    long rest = index;
    path.append(String.format(Locale.ROOT, "%03d", rest % 1000));
    for (rest /= 1000; rest > 0; rest /= 1000) {
      path.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    path.insert(0, "tile/" + level + "/");
    return width >= WIDTH ? path.toString() : path.append(".p/").append(width).toString();
  }
}
