package dev.mneme.guard.decision;

import java.time.Duration;

/**
 * Operations that ended alike, one right after the other.
 *
 * @param slow whether each took longer than the reporter's bound for a slow call
 * @param retryAfter how long a layer that limits its callers asked to be left alone, else zero
 */
public record Run(Result result, int times, boolean slow, Duration retryAfter) {

  public Run {
    if (times < 1) {
      throw new IllegalArgumentException("a run has at least one operation, not " + times);
    }
  }

  static Run once(Result result) {
    return new Run(result, 1, false, Duration.ZERO);
  }
}
