package dev.mneme.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command cannot do what was asked. The message is one sentence: what is wrong, and what to do
 * about it.
 */
public final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  public CommandFailure(String sentence) {
    super(sentence);
  }

  public CommandFailure(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
