package dev.mneme.outcomes.samples;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/** The tests themselves: each gives the chance of seeing as much without any difference. */
public final class Chance {

  /**
   * Ranks of so many of each side; evenly picked ones vary less than drawn ones, so a smaller
   * number makes the test more careful, not less.
   */
  private static final int RANKED = 5_000;

  /** Counts are scaled to stay below this. */
  private static final double LARGEST = 1_000_000_000;

  private static final double TAIL = 0.99;

  private Chance() {}

  /** Mann and Whitney's U: that the first side does not take longer. */
  public static double longer(Durations first, Durations second) {
    return ranks(first, second, AlternativeHypothesis.GREATER_THAN);
  }

  /** That the first side does not take less time. */
  public static double shorter(Durations first, Durations second) {
    return ranks(first, second, AlternativeHypothesis.LESS_THAN);
  }

  private static double ranks(
      Durations first, Durations second, AlternativeHypothesis alternative) {
    double p =
        MannWhitneyUTest.withDefaults()
            .with(PValueMethod.ASYMPTOTIC)
            .with(alternative)
            .test(first.thinned(RANKED), second.thinned(RANKED))
            .getPValue();
    return Double.isNaN(p) ? 1 : p; // all durations are the same one
  }

  /**
   * That no larger share of the first side than of the second is at or above the 99th percentile of
   * both: Mood's median test, at another quantile and exact. It looks at the tail alone, which a
   * test of ranks hardly sees.
   */
  public static double tailHeavier(Durations first, Durations second) {
    return tail(first, second, AlternativeHypothesis.GREATER_THAN);
  }

  /** That no smaller share of it is. */
  public static double tailLighter(Durations first, Durations second) {
    return tail(first, second, AlternativeHypothesis.LESS_THAN);
  }

  private static double tail(Durations first, Durations second, AlternativeHypothesis alternative) {
    double limit = together(first, second);
    return proportions(
        first.from(limit), first.total(), second.from(limit), second.total(), alternative);
  }

  /** The 99th percentile of both sides together. */
  private static double together(Durations first, Durations second) {
    long allowed = (long) Math.floor((1 - TAIL) * (first.total() + second.total()));
    int i = first.size() - 1;
    int j = second.size() - 1;
    long above = 0;
    double limit = Double.POSITIVE_INFINITY;
    while (above <= allowed && (i >= 0 || j >= 0)) {
      boolean fromFirst = j < 0 || i >= 0 && first.micros(i) >= second.micros(j);
      limit = fromFirst ? first.micros(i) : second.micros(j);
      above += fromFirst ? first.count(i--) : second.count(j--);
    }
    return limit;
  }

  /** Two proportions, by Fisher's exact test: that the first is not larger than the second. */
  public static double larger(long some, long of, long others, long ofOthers) {
    return proportions(some, of, others, ofOthers, AlternativeHypothesis.GREATER_THAN);
  }

  private static double proportions(
      long some, long of, long others, long ofOthers, AlternativeHypothesis alternative) {
    double scale = Math.min(1, LARGEST / (of + ofOthers));
    return FisherExactTest.withDefaults()
        .with(alternative)
        .test(
            new int[][] {
              {scaled(some, scale), scaled(of - some, scale)},
              {scaled(others, scale), scaled(ofOthers - others, scale)}
            })
        .getPValue();
  }

  private static int scaled(long count, double scale) {
    return (int) Math.round(count * scale);
  }

  /** The chi-square test: that the two counts come of these shares. */
  public static double ratio(long some, long others, double share) {
    double all = some + others;
    return ChiSquareTest.withDefaults()
        .test(new double[] {all * share, all * (1 - share)}, new long[] {some, others})
        .getPValue();
  }

  /**
   * Upper bound, with a confidence of 95 %, of how much larger the first proportion is than the
   * second: Newcombe's (1998) from the bounds of Wilson, good also when there are few or none.
   */
  public static double rise(long some, long of, long others, long ofOthers) {
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.05);
    double first = (double) some / of;
    double second = (double) others / ofOthers;
    double up = wilson(first, of, z) - first;
    double down = second - wilson(second, ofOthers, -z);
    return first - second + Math.sqrt(up * up + down * down);
  }

  private static double wilson(double proportion, long of, double z) {
    double spread = z * Math.sqrt(proportion * (1 - proportion) / of + z * z / (4.0 * of * of));
    return (proportion + z * z / (2.0 * of) + spread) / (1 + z * z / of);
  }
}
