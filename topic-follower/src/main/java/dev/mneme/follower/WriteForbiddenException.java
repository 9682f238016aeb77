package dev.mneme.follower;

/**
 * The store may not be written now, by order. That may change at any moment, and to ask costs
 * nothing; until all of the log is in it again, the store is not the whole.
 */
public final class WriteForbiddenException extends RetryLaterException {

  private static final long serialVersionUID = 1L;

  /**
   * @param because who says so
   */
  public WriteForbiddenException(String because) {
    super(because, null);
  }
}
