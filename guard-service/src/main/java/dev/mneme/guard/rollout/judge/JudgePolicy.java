package dev.mneme.guard.rollout.judge;

import java.time.Duration;

/**
 * What counts as worse, and how sure that has to be.
 *
 * @param samples reads of each side that a verdict is planned with
 * @param minimumSamples with fewer of one side nothing is said
 * @param falseAlarms chance that a step without any difference fails, over all looks and tests
 * @param errorPoints a rise of the error rate below this is no reason to fail; twice as much must
 *     be ruled out to pass
 * @param p99Percent likewise for a rise of the 99th percentile
 * @param shiftPercent likewise for a shift of all durations, as a share of the median
 * @param floor a rise of durations below this is no reason to fail, whatever its share
 * @param mismatch share of its reads that the smaller side may have too many or too few: subjects
 *     are drawn, and each brings its own number of reads
 */
public record JudgePolicy(
    int samples,
    int minimumSamples,
    double falseAlarms,
    double errorPoints,
    double p99Percent,
    double shiftPercent,
    Duration floor,
    double mismatch) {

  public static final JudgePolicy DEFAULT =
      new JudgePolicy(20_000, 1_000, 0.05, 0.25, 5, 10, Duration.ofMillis(1), 0.5);

  double floorMicros() {
    return floor.toNanos() / 1000.0;
  }

  double p99Rise(double controlMicros) {
    return Math.max(controlMicros * p99Percent / 100, floorMicros());
  }

  double shift(double controlMedianMicros) {
    return Math.max(controlMedianMicros * shiftPercent / 100, floorMicros());
  }
}
