package dev.mneme.reader.recall;

import org.jspecify.annotations.Nullable;

/** A layer could not answer. Messages never hold what was asked or what was found. */
public final class LayerFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** How a layer fails; the guard weighs them differently. */
  public enum Kind {
    TIMEOUT("timeout"),
    UNAUTHORIZED("unauthorized"),
    FORBIDDEN("forbidden"),
    SERVER_ERROR("server_error");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  private final Kind kind;

  public LayerFailure(Kind kind, String message) {
    this(kind, message, null);
  }

  public LayerFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
