package dev.mneme.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The last cosigned checkpoint of each log, one file each: all that a witness must remember. */
public final class View {
  private final Path folder;

  public View(Path folder) {
    this.folder = folder;
  }

  public Optional<SignedNote> last(String origin) throws IOException {
    Path file = file(origin);
    return Files.exists(file)
        ? Optional.of(SignedNote.parse(Files.readString(file)))
        : Optional.empty();
  }

  /** Returns when it is durable. */
  void remember(String origin, SignedNote cosigned) throws IOException {
    Files.createDirectories(folder);
    Path file = file(origin);
    Path unnamed = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            unnamed,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(cosigned.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Where the last cosigned checkpoint of a log is. */
  public Path file(String origin) {
    return folder.resolve(origin.replace('/', '_') + ".checkpoint");
  }
}
