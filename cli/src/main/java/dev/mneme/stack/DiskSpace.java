package dev.mneme.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether there is room to start on, and what a failure to write means. */
final class DiskSpace {

  /**
   * A new stack writes about 150 MB before the first memory: preallocated segments, the database's
   * cluster and log.
   */
  static final long NEEDED = 300L * 1024 * 1024;

  private static final long MEGABYTE = 1024 * 1024;

  private DiskSpace() {}

  static void check(Path home, long needed) throws IOException, StackFailure {
    Path existing = home;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    long free = Files.getFileStore(existing).getUsableSpace();
    if (free < needed) {
      throw new StackFailure(
          "The disk of %s has %d MB left and the stack needs %d MB: free some, or use --home on another disk"
              .formatted(home, free / MEGABYTE, needed / MEGABYTE));
    }
  }

  static String explain(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left on device")
        ? "the disk is full, free some space or use --home on another disk"
        : e.getClass().getSimpleName() + ": " + message;
  }
}
