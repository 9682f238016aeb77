package dev.mneme.ledger.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.sign.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The last signed statement in a file of the ledger's folder. */
final class CheckpointFile implements CheckpointStore {
  private final Disk disk;
  private final Path ledger;
  private final Path file;

  CheckpointFile(Disk disk, Path ledger) {
    this.disk = disk;
    this.ledger = ledger;
    this.file = Segment.checkpoint(ledger);
  }

  @Override
  public Optional<String> load() throws IOException {
    if (Files.exists(file)) {
      return Optional.of(Files.readString(file));
    }
    if (!Segment.partitions(ledger).isEmpty()) {
      throw new NoSuchFileException(
          file.toString(), null, "the ledger has logs, and its last signed checkpoint is gone");
    }
    return Optional.empty();
  }

  @Override
  public void store(String note) throws IOException {
    WholeFile.replace(disk, file, note.getBytes(UTF_8));
  }
}
