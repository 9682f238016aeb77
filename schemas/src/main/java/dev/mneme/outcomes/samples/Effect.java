package dev.mneme.outcomes.samples;

/** How much longer one side takes than the other, beside whether that is chance. */
public final class Effect {

  /** |delta| up to which an effect is called negligible (Romano and others 2006). */
  public static final double NEGLIGIBLE = 0.147;

  private static final int HALVINGS = 60;

  private Effect() {}

  /**
   * The shift of Hodges and Lehmann (1963): the median of the differences of all pairs, in
   * microseconds; above 0 when the first side takes longer.
   */
  public static double shift(Durations first, Durations second) {
    double low = first.micros(0) - second.micros(second.size() - 1);
    double high = first.micros(first.size() - 1) - second.micros(0);
    double half = 0.5 * first.total() * second.total();
    for (int i = 0; i < HALVINGS && high - low > 0.5; i++) {
      double middle = low + (high - low) / 2;
      if (pairsUpTo(first, second, middle) >= half) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low + (high - low) / 2;
  }

  private static double pairsUpTo(Durations first, Durations second, double difference) {
    double pairs = 0;
    long shorter = 0; // of the second side: those that the pair's difference would be above for
    int j = 0;
    for (int i = 0; i < first.size(); i++) {
      while (j < second.size() && second.micros(j) < first.micros(i) - difference) {
        shorter += second.count(j++);
      }
      pairs += (double) first.count(i) * (second.total() - shorter);
    }
    return pairs;
  }

  /**
   * Cliff's delta (1993): by how much more often the first side takes longer than the second than
   * the other way round, -1 to 1.
   */
  public static double delta(Durations first, Durations second) {
    double longer = 0;
    double shorter = 0;
    long below = 0;
    int j = 0;
    for (int i = 0; i < first.size(); i++) {
      while (j < second.size() && second.micros(j) < first.micros(i)) {
        below += second.count(j++);
      }
      long equal = j < second.size() && second.micros(j) == first.micros(i) ? second.count(j) : 0;
      longer += (double) first.count(i) * below;
      shorter += (double) first.count(i) * (second.total() - below - equal);
    }
    return (longer - shorter) / ((double) first.total() * second.total());
  }
}
