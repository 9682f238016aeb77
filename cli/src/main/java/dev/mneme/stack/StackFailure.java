package dev.mneme.stack;

import org.jspecify.annotations.Nullable;

/**
 * The stack cannot do what was asked. The message is one sentence: what is wrong, and what to do
 * about it.
 */
public final class StackFailure extends Exception {

  private static final long serialVersionUID = 1L;

  public StackFailure(String sentence) {
    super(sentence);
  }

  public StackFailure(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
