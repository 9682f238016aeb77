package dev.mneme.writer.forgotten;

/** It cannot be found out now how far somebody is; the message says why, for an answer. */
public final class NotKnownException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotKnownException(String message) {
    super(message);
  }

  public NotKnownException(String message, Throwable cause) {
    super(message, cause);
  }
}
