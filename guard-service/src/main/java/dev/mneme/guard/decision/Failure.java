package dev.mneme.guard.decision;

import java.time.Duration;
import java.time.Instant;

/**
 * One counted failure of a streak.
 *
 * @param seenAt by the guard's clock: reporters' clocks decide nothing, so a wrong one cannot
 *     change a count
 * @param retryAfter how long the layer asked to be left alone, or zero
 */
public record Failure(Result result, Position position, Instant seenAt, Duration retryAfter) {

  public Failure(Result result, Position position, Instant seenAt) {
    this(result, position, seenAt, Duration.ZERO);
  }
}
