package dev.mneme.topics;

/** Topics could not be created or compared. */
public final class ProvisioningException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProvisioningException(String message, Throwable cause) {
    super(message, cause);
  }
}
