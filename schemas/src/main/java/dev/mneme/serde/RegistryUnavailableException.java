package dev.mneme.serde;

/** The registry was needed and did not answer. The same call may succeed later. */
public final class RegistryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
