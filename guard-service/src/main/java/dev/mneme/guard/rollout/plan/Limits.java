package dev.mneme.guard.rollout.plan;

import java.time.Duration;

/**
 * What ends a rollout by itself, whatever the step. Percentages are of the reads from the new
 * layer.
 *
 * @param errorPercent may not be exceeded for {@code errorFor}
 * @param p99 may not be exceeded for {@code p99For}
 * @param errorPercentAtOnce ends it at once
 * @param sloP99 the promise; twice as much ends it at once
 * @param authPercent refused reads (401, 403) that end it at once
 * @param minimumReads with fewer in the window that is looked at nothing is said
 */
public record Limits(
    double errorPercent,
    Duration errorFor,
    Duration p99,
    Duration p99For,
    double errorPercentAtOnce,
    Duration sloP99,
    double authPercent,
    int minimumReads) {

  public static final Limits DEFAULT =
      new Limits(
          1,
          Duration.ofMinutes(10),
          Duration.ofMillis(20),
          Duration.ofMinutes(15),
          5,
          Duration.ofMillis(20),
          1,
          100);
}
