package dev.mneme.writer.publish;

/**
 * The event was not acknowledged. It may still be on the log: whoever tries again with the same
 * event id changes nothing then.
 */
public final class LogUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public LogUnavailableException(String message) {
    super(message);
  }

  public LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
