package dev.mneme.system.monitoring;

import dev.mneme.system.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A disk of its own under a folder, small enough to be filled. */
final class SmallDisk implements AutoCloseable {

  private static final int PIECE = 1024 * 1024;
  private static final int PIECES = 256;

  /** Enough for what a service goes on writing. */
  private static final int LEFT = 14;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Empty where this process may not mount one. */
  static Optional<SmallDisk> at(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Command.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=%dm".formatted(PIECES),
                "tmpfs",
                folder.toString())
            .run()
            .isDone()
        ? Optional.of(new SmallDisk(folder))
        : Optional.empty();
  }

  void fill() throws IOException {
    long free = folder.toFile().getUsableSpace() / PIECE;
    try (OutputStream out = Files.newOutputStream(filler())) {
      for (long piece = LEFT; piece < free; piece++) {
        out.write(new byte[PIECE]);
      }
    }
  }

  void clear() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  @Override
  public void close() {
    Command.of("umount", folder.toString()).orFail();
  }
}
