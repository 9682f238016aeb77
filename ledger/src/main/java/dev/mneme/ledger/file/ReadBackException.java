package dev.mneme.ledger.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file does not hold what was written to it. */
public final class ReadBackException extends IOException {
  private static final long serialVersionUID = 1L;

  ReadBackException(Path file, long position) {
    super("%s does not hold at byte %d what was written there".formatted(file, position));
  }
}
