package dev.mneme.ledger.file;

import java.io.IOException;

/**
 * The system could not make a file durable. What it holds in memory of the file may no longer be
 * what the disk has, and the next attempt may succeed without having written it: the process must
 * end.
 */
public final class ForceFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  public ForceFailedException(IOException cause) {
    super("could not be made durable: " + cause.getMessage(), cause);
  }

  /** Whether this is why. */
  public static boolean isCauseOf(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ForceFailedException) {
        return true;
      }
    }
    return false;
  }
}
