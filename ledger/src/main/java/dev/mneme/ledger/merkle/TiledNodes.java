package dev.mneme.ledger.merkle;

import dev.mneme.ledger.format.Hash;
import java.io.IOException;
import java.util.List;

/**
 * The nodes of a tree that is kept in tiles. It remembers the last tile it got, because the nodes
 * of a proof come from few; one thread uses it, for one proof.
 */
public final class TiledNodes implements Nodes {

  /** Gets the tile of a place: at least as many of its hashes as wanted. */
  @FunctionalInterface
  public interface Tiles {
    List<Hash> tile(int level, long index, int atLeast) throws IOException;
  }

  private final Tiles tiles;
  private int lastLevel = -1;
  private long lastIndex;
  private List<Hash> last = List.of();

  public TiledNodes(Tiles tiles) {
    this.tiles = tiles;
  }

  @Override
  public Hash at(int level, long index) throws IOException {
    int within = level % Tile.HEIGHT;
    long first = index << within;
    int from = (int) (first % Tile.WIDTH);
    int count = 1 << within;
    return Tile.over(tile(level / Tile.HEIGHT, first / Tile.WIDTH, from + count), from, count);
  }

  /** What a tile has grown by since is asked for again; what it had never changes. */
  private List<Hash> tile(int level, long index, int atLeast) throws IOException {
    if (level != lastLevel || index != lastIndex || last.size() < atLeast) {
      last = tiles.tile(level, index, atLeast);
      lastLevel = level;
      lastIndex = index;
    }
    return last;
  }
}
