package dev.mneme.ledger.file;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.merkle.Tile;
import dev.mneme.ledger.merkle.TreeEdge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The full tiles of level 1 and above, in the layout of C2SP tlog-tiles. Those of level 0 are the
 * hashes of entries, and entries are kept.
 */
final class TileFiles implements TreeEdge.FullTiles {
  private final Disk disk;
  private final Path folder;

  /**
   * @param folder of the partition
   */
  TileFiles(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  @Override
  public void full(int level, long index, List<Hash> hashes) throws IOException {
    if (level == 0) {
      return;
    }
    Path path = path(level, index);
    byte[] bytes = Tile.bytes(hashes);
    if (Files.exists(path) && Arrays.equals(bytes, Files.readAllBytes(path))) {
      return;
    }
    create(path.getParent());
    WholeFile.replace(disk, path, bytes);
  }

  List<Hash> read(int level, long index) throws IOException {
    return Tile.parse(Files.readAllBytes(path(level, index)));
  }

  /** Whether every tile that is full at a size is there. One look for 65536 entries. */
  boolean complete(long size) throws IOException {
    int level = 1;
    for (long full = size >>> 2 * Tile.HEIGHT; full > 0; full >>>= Tile.HEIGHT) {
      for (long index = 0; index < full; index++) {
        Path path = path(level, index);
        if (!Files.exists(path) || Files.size(path) != Tile.WIDTH * Hash.LENGTH) {
          return false;
        }
      }
      level++;
    }
    return true;
  }

  private Path path(int level, long index) {
    return folder.resolve(Tile.path(level, index, Tile.WIDTH));
  }

  private void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path above = folder.toAbsolutePath().getParent();
      create(above);
      Files.createDirectory(folder);
      disk.forceNames(above);
    }
  }
}
