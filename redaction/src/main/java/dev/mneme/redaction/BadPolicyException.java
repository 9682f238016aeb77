package dev.mneme.redaction;

/** A policy that cannot be used, with the line of the file that is to blame. */
public final class BadPolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  BadPolicyException(int line, String reason) {
    super("redaction policy, line " + line + ": " + reason);
    this.line = line;
  }

  /** Counted from one. */
  public int line() {
    return line;
  }
}
