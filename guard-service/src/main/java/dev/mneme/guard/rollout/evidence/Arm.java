package dev.mneme.guard.rollout.evidence;

import dev.mneme.guard.rollout.judge.Sample;
import dev.mneme.outcomes.LatencyHistogram;

/**
 * Reads of one side.
 *
 * @param errors those without an answer
 * @param refused those of them that were refused (401, 403)
 * @param answered how long the others took
 */
public record Arm(long reads, long errors, long refused, LatencyHistogram answered) {

  public static Arm none() {
    return new Arm(0, 0, 0, new LatencyHistogram());
  }

  public Arm plus(Arm other) {
    var both = new LatencyHistogram();
    both.addAll(answered);
    both.addAll(other.answered);
    return new Arm(reads + other.reads, errors + other.errors, refused + other.refused, both);
  }

  public Sample sample() {
    return new Sample(reads, errors, answered);
  }

  public double errorPercent() {
    return sample().errorPercent();
  }

  public double refusedPercent() {
    return reads == 0 ? 0 : 100.0 * refused / reads;
  }

  public double p99Millis() {
    return sample().p99Millis();
  }
}
