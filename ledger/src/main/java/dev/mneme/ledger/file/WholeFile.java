package dev.mneme.ledger.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all, whenever the machine stops. */
final class WholeFile {
  private WholeFile() {}

  /** Returns when the file has these bytes, durably. */
  static void replace(Disk disk, Path path, byte[] bytes) throws IOException {
    Path unnamed = path.resolveSibling(path.getFileName() + ".new");
    try (Disk.WritableFile file = disk.open(unnamed)) {
      file.truncate(0);
      file.write(ByteBuffer.wrap(bytes), 0);
      file.force();
    }
    Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    disk.forceNames(path.toAbsolutePath().getParent());
  }
}
