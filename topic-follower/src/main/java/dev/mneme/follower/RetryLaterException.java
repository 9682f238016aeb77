package dev.mneme.follower;

/** The store cannot be used now; nothing was applied, and the same call may succeed later. */
public final class RetryLaterException extends Exception {

  private static final long serialVersionUID = 1L;

  public RetryLaterException(String message, Throwable cause) {
    super(message, cause);
  }
}
