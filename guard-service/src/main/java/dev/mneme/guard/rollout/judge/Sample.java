package dev.mneme.guard.rollout.judge;

import dev.mneme.outcomes.LatencyHistogram;
import dev.mneme.outcomes.samples.Durations;

/**
 * Reads of one side of a rollout, all made under the same share.
 *
 * @param reads all of them
 * @param errors those that got no answer: refused, too late, or failed
 * @param answered how long the others took
 */
public record Sample(long reads, long errors, LatencyHistogram answered) {

  public static Sample none() {
    return new Sample(0, 0, new LatencyHistogram());
  }

  public double errorPercent() {
    return reads == 0 ? 0 : 100.0 * errors / reads;
  }

  /** In milliseconds; 0 when nothing was answered. */
  public double p99Millis() {
    return answered.total() == 0 ? 0 : Durations.of(answered).quantile(0.99) / 1000;
  }
}
