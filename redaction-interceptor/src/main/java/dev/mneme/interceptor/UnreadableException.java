package dev.mneme.interceptor;

/**
 * A record of which it cannot be said that nothing personal is in it. Its message holds no value.
 */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableException(String reason) {
    super(reason);
  }
}
