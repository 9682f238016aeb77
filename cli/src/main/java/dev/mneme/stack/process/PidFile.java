package dev.mneme.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A file that names a process: its id and when it started, on one line. */
public record PidFile(Path path) {

  public void write(ProcessIdentity identity) throws IOException {
    Path draft = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(draft, identity.pid() + " " + identity.startedAt() + "\n");
    Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What the file says; empty when there is none or it says nothing sensible. */
  public Optional<ProcessIdentity> read() throws IOException {
    try {
      String[] words = Files.readString(path).strip().split("\\s+");
      long pid = Long.parseLong(words[0]);
      Instant startedAt = words.length > 1 ? Instant.parse(words[1]) : Instant.EPOCH;
      return Optional.of(new ProcessIdentity(pid, startedAt));
    } catch (NoSuchFileException | NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  public boolean exists() {
    return Files.exists(path);
  }

  public void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
