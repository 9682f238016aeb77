package dev.mneme.reader.recall.ranking;

import java.util.Arrays;

/** Places by score, from 1; equal scores share a place, and those behind them go on from it. */
final class Ranks {

  /** Not placed. */
  static final int NONE = 0;

  private Ranks() {}

  /** Only scores above zero are placed. */
  static int[] of(double[] scores) {
    double[] descending =
        Arrays.stream(scores).filter(score -> score > 0).map(score -> -score).sorted().toArray();
    int[] ranks = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      ranks[i] = scores[i] > 0 ? first(descending, -scores[i]) + 1 : NONE;
    }
    return ranks;
  }

  private static int first(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
