package dev.mneme.ledger.merkle;

import dev.mneme.ledger.format.Hash;
import java.io.IOException;
import java.util.List;

/** The nodes of a tree that is kept in tiles. */
public final class TiledNodes implements Nodes {

  /** Gets the tile of a place: at least as many of its hashes as wanted. */
  @FunctionalInterface
  public interface Tiles {
    List<Hash> tile(int level, long index, int atLeast) throws IOException;
  }

  private final Tiles tiles;

  public TiledNodes(Tiles tiles) {
    this.tiles = tiles;
  }

  @Override
  public Hash at(int level, long index) throws IOException {
    int within = level % Tile.HEIGHT;
    long first = index << within;
    int from = (int) (first % Tile.WIDTH);
    int count = 1 << within;
    List<Hash> tile = tiles.tile(level / Tile.HEIGHT, first / Tile.WIDTH, from + count);
    return Tile.over(tile, from, count);
  }
}
