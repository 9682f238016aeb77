package dev.mneme.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command cannot do what was asked. The message is one sentence: what is wrong, and what to do
 * about it.
 */
public final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int FAILED = 1;

  private final int exitCode;

  public CommandFailure(String sentence) {
    this(sentence, null);
  }

  public CommandFailure(String sentence, @Nullable Throwable cause) {
    this(sentence, cause, FAILED);
  }

  /** For a command that says more by its exit code than that it failed. */
  public CommandFailure(String sentence, @Nullable Throwable cause, int exitCode) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
