package dev.mneme.reader.distill;

import java.time.Duration;
import java.util.Locale;

/** A question gets no answer. The message holds nothing of what was found. */
public final class DistillRefused extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Kind {
    /** It asks for too much at once; narrower questions are answered. */
    TOO_WIDE,
    /** Too few people stand behind it, or between it and what was said before. */
    TOO_FEW,
    /** More different numbers were asked for than are remembered. */
    TOO_MUCH_SAID,
    /** Not all memories may be read now. */
    UNAVAILABLE,
    /** Reading them failed. */
    FAILED,
    /** The time for it is over. */
    TOO_LATE;

    /** The word by which it is told apart in answers and in the audit. */
    public String label() {
      return this == TOO_FEW ? "k_anonymity" : name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final Duration retryAfter;

  public DistillRefused(Kind kind, String message, Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public static DistillRefused unavailable(String message) {
    return new DistillRefused(Kind.UNAVAILABLE, message, Duration.ofSeconds(2));
  }

  static DistillRefused failed() {
    return new DistillRefused(Kind.FAILED, "the memories could not be read", Duration.ofSeconds(2));
  }

  public static DistillRefused tooManyCells() {
    return new DistillRefused(
        Kind.TOO_WIDE,
        "the answer has more than %d cells: narrow it, take a larger bucket, or give a width"
            .formatted(Partial.MOST_CELLS),
        Duration.ZERO);
  }

  public Kind kind() {
    return kind;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
