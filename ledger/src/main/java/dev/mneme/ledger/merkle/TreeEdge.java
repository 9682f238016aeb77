package dev.mneme.ledger.merkle;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The right edge of a growing tree: of each level the hashes of the tile that is not full yet. It
 * is all that is needed to go on, at most 255 hashes a level, whatever the size. A leaf costs one
 * further hash on average.
 */
public final class TreeEdge {

  /** Told of each tile that has become full. */
  @FunctionalInterface
  public interface FullTiles {
    void full(int level, long index, List<Hash> hashes) throws IOException;
  }

  private final List<List<Hash>> levels;
  private long size;

  public TreeEdge() {
    this(0, List.of());
  }

  /**
   * @throws IllegalArgumentException no tree of that size has such an edge
   */
  public TreeEdge(long size, List<List<Hash>> levels) {
    this.size = size;
    this.levels = new ArrayList<>();
    levels.forEach(level -> this.levels.add(new ArrayList<>(level)));
    long width = size;
    for (List<Hash> level : levels) {
      if (level.size() != width % Tile.WIDTH) {
        throw new IllegalArgumentException("a tree of %d leaves has another edge".formatted(size));
      }
      width /= Tile.WIDTH;
    }
    if (width != 0) {
      throw new IllegalArgumentException("a tree of %d leaves has more levels".formatted(size));
    }
  }

  public synchronized long size() {
    return size;
  }

  public void append(Hash leaf) throws IOException {
    append(leaf, (_, _, _) -> {});
  }

  public synchronized void append(Hash leaf, FullTiles tiles) throws IOException {
    Hash hash = leaf;
    long index = size;
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>(Tile.WIDTH));
      }
      List<Hash> tile = levels.get(level);
      tile.add(hash);
      if (tile.size() < Tile.WIDTH) {
        break;
      }
      tiles.full(level, index / Tile.WIDTH, List.copyOf(tile));
      hash = Tile.over(tile, 0, Tile.WIDTH);
      tile.clear();
      index /= Tile.WIDTH;
    }
    size++;
  }

  /** The root over all leaves. */
  public synchronized Hash root() {
    List<Hash> complete = new ArrayList<>();
    for (int level = levels.size() - 1; level >= 0; level--) {
      List<Hash> tile = levels.get(level);
      int from = 0;
      for (int count = Tile.WIDTH / 2; count > 0; count /= 2) {
        if ((tile.size() & count) != 0) {
          complete.add(Tile.over(tile, from, count));
          from += count;
        }
      }
    }
    if (complete.isEmpty()) {
      return LedgerHashes.emptyTree();
    }
    Hash root = complete.removeLast();
    while (!complete.isEmpty()) {
      root = LedgerHashes.node(complete.removeLast(), root);
    }
    return root;
  }

  /** The hashes so far of each level's tile that is not full. */
  public synchronized List<List<Hash>> levels() {
    return levels.stream().map(List::copyOf).toList();
  }

  /** The hashes so far of a tile that is not full yet; empty when it is, or was not begun. */
  public synchronized Optional<List<Hash>> tile(int level, long index) {
    boolean current = level < levels.size() && index == size >>> (level + 1) * Tile.HEIGHT;
    return current ? Optional.of(List.copyOf(levels.get(level))) : Optional.empty();
  }
}
