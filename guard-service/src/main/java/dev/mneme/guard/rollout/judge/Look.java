package dev.mneme.guard.rollout.judge;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * One of several looks at evidence that grows. Looking often must not make a false alarm likely, so
 * each look spends a part of the chance of one: what a spending function allows up to now, less
 * what it allowed up to the look before. The parts add up to the whole, so that the chance over all
 * looks is not above it, however they depend on each other.
 *
 * <p>The function is the one of Lan and DeMets (1983) that resembles O'Brien and Fleming's bounds:
 * hardly anything early, nearly all of it at the last look.
 *
 * @param before share of the planned evidence at the look before, 0 at the first
 * @param now share of it now; 1 at the last look
 */
public record Look(double before, double now) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  public Look {
    if (before < 0 || before >= now || now > 1) {
      throw new IllegalArgumentException("a look goes from 0 up to 1: " + before + " to " + now);
    }
  }

  /** The only one. */
  public static Look once() {
    return new Look(0, 1);
  }

  public boolean isLast() {
    return now == 1;
  }

  /** What it may spend of the chance. */
  double share(double chance) {
    return spent(chance, now) - spent(chance, before);
  }

  private static double spent(double chance, double share) {
    return share == 0
        ? 0
        : 2
            * NORMAL.survivalProbability(
                NORMAL.inverseSurvivalProbability(chance / 2) / Math.sqrt(share));
  }
}
