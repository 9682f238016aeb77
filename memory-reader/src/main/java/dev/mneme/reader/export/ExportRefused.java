package dev.mneme.reader.export;

import java.time.Duration;

/** An export is not to be had. The message holds nothing of what is in it. */
public final class ExportRefused extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Kind {
    /** More memories than are given out in one. */
    TOO_LARGE,
    /** As many are being prepared or kept as may be. */
    TOO_MANY,
    /** There is none with this id, for this caller. */
    UNKNOWN,
    /** It is not prepared yet. */
    NOT_READY,
    /** The place to go on from is not in it. */
    NO_SUCH_PLACE,
    /** The memories may not be read now. */
    UNAVAILABLE,
    /** Reading them failed. */
    FAILED
  }

  private final Kind kind;
  private final Duration retryAfter;

  ExportRefused(Kind kind, String message) {
    this(kind, message, Duration.ofSeconds(2));
  }

  ExportRefused(Kind kind, String message, Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
