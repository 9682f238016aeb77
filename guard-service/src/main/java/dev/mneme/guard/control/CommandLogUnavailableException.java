package dev.mneme.guard.control;

/** A command is not known to be written down. The same one, by its id, may be sent again. */
public final class CommandLogUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandLogUnavailableException(Throwable cause) {
    super("the command could not be written down", cause);
  }
}
