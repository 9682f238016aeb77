package dev.mneme.reader.recall.blend;

/**
 * What the weights are adapted to.
 *
 * @param confidence of the episodes, from 0 to 1
 * @param coherence of the concepts, mean
 * @param budgetUsed share of the semantic path's time that it took
 */
public record Evidence(double confidence, double coherence, double budgetUsed) {

  /** Fewer results than these are sparse. */
  private static final int ENOUGH = 3;

  private static final double LIKE = 0.6;

  /**
   * How sure the episodes are of the question.
   *
   * @param likeness cosine of the best to the question, 0 when there is none
   * @param words share of the question's words that the best has
   * @param results how many there are
   */
  public static double confidence(double likeness, double words, int results) {
    double sure = 0.5 * Math.clamp(likeness / LIKE, 0, 1) + 0.5 * Math.clamp(words, 0, 1);
    return results < ENOUGH ? sure / 2 : sure;
  }
}
