package dev.mneme.cli.dualwrite;

/** The layers could not be compared, which says nothing about whether they are equal. */
public final class CannotCheckException extends Exception {

  private static final long serialVersionUID = 1L;

  public CannotCheckException(String sentence) {
    super(sentence);
  }

  public CannotCheckException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
