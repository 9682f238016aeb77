package dev.mneme.follower;

import org.jspecify.annotations.Nullable;

/** The store cannot be used now; nothing was applied, and the same call may succeed later. */
public sealed class RetryLaterException extends Exception permits WriteForbiddenException {

  private static final long serialVersionUID = 1L;

  public RetryLaterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
