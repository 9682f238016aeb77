package dev.mneme.ledger.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.merkle.Tile;
import dev.mneme.ledger.merkle.TreeEdge;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The edge of a tree in a file, beside the segment whose header has its root. Numbers are
 * big-endian.
 *
 * <pre>
 * edge  = "MNEMEEDG" u32 1, u64 size of the tree, u32 levels, level*, 32 bytes leaf hash of all before
 * level = u32 hashes (fewer than 256), 32 bytes each: the tile of this level that is not full
 * </pre>
 */
public final class EdgeFormat {
  private static final byte[] MAGIC = "MNEMEEDG".getBytes(US_ASCII);
  private static final int VERSION = 1;

  private EdgeFormat() {}

  public static byte[] encode(TreeEdge tree) {
    List<List<Hash>> levels = tree.levels();
    int hashes = levels.stream().mapToInt(List::size).sum();
    ByteBuffer out =
        ByteBuffer.allocate(24 + 4 * levels.size() + Hash.LENGTH * (hashes + 1))
            .put(MAGIC)
            .putInt(VERSION)
            .putLong(tree.size())
            .putInt(levels.size());
    for (List<Hash> level : levels) {
      out.putInt(level.size()).put(Tile.bytes(level));
    }
    byte[] content = Arrays.copyOf(out.array(), out.position());
    return out.put(LedgerHashes.leaf(content).bytes()).array();
  }

  /** Nothing when these are not the bytes of an edge. */
  public static Optional<TreeEdge> decode(byte[] bytes) {
    int end = bytes.length - Hash.LENGTH;
    if (end < 0 || !sealed(bytes, end)) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
    try {
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      if (!Arrays.equals(magic, MAGIC) || in.getInt() != VERSION) {
        return Optional.empty();
      }
      long size = in.getLong();
      List<List<Hash>> levels = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        byte[] hashes = new byte[Math.clamp(in.getInt(), 0, Tile.WIDTH) * Hash.LENGTH];
        in.get(hashes);
        levels.add(Tile.parse(hashes));
      }
      return Optional.of(new TreeEdge(size, levels));
    } catch (BufferUnderflowException | IllegalArgumentException notAnEdge) {
      return Optional.empty();
    }
  }

  private static boolean sealed(byte[] bytes, int end) {
    return LedgerHashes.leaf(Arrays.copyOf(bytes, end))
        .equals(Hash.of(Arrays.copyOfRange(bytes, end, bytes.length)));
  }
}
