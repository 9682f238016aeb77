package dev.mneme.reader.embedding;

import org.jspecify.annotations.Nullable;

/** A model could not embed a text. Messages never hold the text. */
public final class EmbeddingFailure extends Exception {

  private static final long serialVersionUID = 1L;

  public EmbeddingFailure(String message) {
    this(message, null);
  }

  public EmbeddingFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
