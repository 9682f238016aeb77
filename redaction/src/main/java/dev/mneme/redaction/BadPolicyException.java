package dev.mneme.redaction;

import java.nio.file.Path;

/** A policy that cannot be used, with the line of the file that is to blame. */
public final class BadPolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String reason;

  BadPolicyException(int line, String reason) {
    this("redaction policy", line, reason);
  }

  private BadPolicyException(String where, int line, String reason) {
    super(where + ", line " + line + ": " + reason);
    this.line = line;
    this.reason = reason;
  }

  /** The same, with the name of the file. */
  BadPolicyException in(Path file) {
    BadPolicyException named = new BadPolicyException("redaction policy " + file, line, reason);
    named.setStackTrace(getStackTrace());
    return named;
  }

  /** Counted from one. */
  public int line() {
    return line;
  }
}
