package dev.mneme.guard.rollout.plan;

import dev.mneme.guard.rollout.judge.JudgePolicy;
import java.time.Duration;

/**
 * What has to hold before a step is left for the next.
 *
 * @param patience how long a step waits for its samples beyond its dwell
 * @param overlap mean overlap of both layers' first results, 0 to 1
 * @param overlapAbort below this all is rolled back
 * @param comparisons an overlap is believed from so many on; 0 asks for none
 * @param forgetLag longest time from a forget to its decision
 */
public record Gates(
    JudgePolicy judge,
    Duration patience,
    double overlap,
    double overlapAbort,
    int comparisons,
    Duration forgetLag) {

  public static final Gates DEFAULT =
      new Gates(JudgePolicy.DEFAULT, Duration.ofHours(1), 0.85, 0.75, 200, Duration.ofSeconds(60));
}
