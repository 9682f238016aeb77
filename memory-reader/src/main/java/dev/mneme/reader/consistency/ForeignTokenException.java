package dev.mneme.reader.consistency;

/** The token names a position that the log of events does not have: it is of another log. */
public final class ForeignTokenException extends Exception {
  private static final long serialVersionUID = 1L;
}
