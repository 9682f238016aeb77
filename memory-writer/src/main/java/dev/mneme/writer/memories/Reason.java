package dev.mneme.writer.memories;

import dev.mneme.events.OutcomeResult;
import java.util.Locale;
import java.util.Optional;

/** In a word, why an answer is what it is. The word alone says which result it belongs to. */
public enum Reason {
  DUPLICATE_CONTENT(OutcomeResult.CONFLICT),
  FORGOTTEN_CONTENT(OutcomeResult.CONFLICT),
  ILLEGAL_TRANSITION(OutcomeResult.CONFLICT),
  /** A personal memory and one of a cohort do not become one. */
  OTHER_FAMILY(OutcomeResult.CONFLICT),
  /** What two memories make together is beyond the limits of one. */
  TOO_LARGE(OutcomeResult.CONFLICT),
  UNKNOWN_MEMORY(OutcomeResult.NOT_FOUND),
  /** Asked for what was so already. */
  UNCHANGED(OutcomeResult.SUCCESS),
  ALLOWED_AFTER_FORGET(OutcomeResult.SUCCESS),
  /** Redacted again it said what another memory says, and went into that. */
  SAME_AS_ANOTHER(OutcomeResult.SUCCESS),
  /** Redacted again it said what was forgotten, and was removed. */
  SAME_AS_FORGOTTEN(OutcomeResult.SUCCESS);

  private final OutcomeResult result;
  private final String word;

  Reason(OutcomeResult result) {
    this.result = result;
    this.word = name().toLowerCase(Locale.ROOT);
  }

  public OutcomeResult result() {
    return result;
  }

  public String word() {
    return word;
  }

  public static Optional<Reason> ofWord(String word) {
    for (Reason reason : values()) {
      if (reason.word.equals(word)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
