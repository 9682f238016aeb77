package dev.mneme.redaction.score;

/**
 * How often a type was found, found where it is not, and missed. What nothing was found or marked
 * of counts as perfect.
 */
public record Tally(int found, int invented, int missed) {
  public static final Tally NONE = new Tally(0, 0, 0);

  Tally plus(int moreFound, int moreInvented, int moreMissed) {
    return new Tally(found + moreFound, invented + moreInvented, missed + moreMissed);
  }

  public double precision() {
    return share(found, invented);
  }

  public double recall() {
    return share(found, missed);
  }

  public double f1() {
    return f(1);
  }

  /** Counts recall four times as much: what slips through harms more than what is hidden. */
  public double f2() {
    return f(4);
  }

  private double f(int weight) {
    double sum = weight * precision() + recall();
    return sum == 0 ? 0 : (1 + weight) * precision() * recall() / sum;
  }

  private static double share(int right, int wrong) {
    return right + wrong == 0 ? 1 : (double) right / (right + wrong);
  }
}
