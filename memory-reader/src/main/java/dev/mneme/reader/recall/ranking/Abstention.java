package dev.mneme.reader.recall.ranking;

import java.util.Locale;

/**
 * Whether anything is close enough to the question to be an answer at all.
 *
 * <p>Two measures of the best memory: its words, as a share of what a memory with every word of the
 * question could reach, and its likeness, the cosine. Words alone suffice when they are many; else
 * both together must do.
 *
 * @param words least share of words where there are no vectors
 * @param enough share of words that suffices whatever the vectors say
 * @param weight of the share of words, beside the likeness
 * @param together least sum of likeness and weighted share
 */
public record Abstention(double words, double enough, double weight, double together) {

  /**
   * @param because the figures it was decided by
   */
  public record Verdict(boolean answer, String because) {}

  public Verdict withoutVectors(double share) {
    return new Verdict(
        share >= words, "words %s, least %s; no vectors".formatted(figure(share), figure(words)));
  }

  public Verdict of(double share, double likeness) {
    double sum = likeness + weight * share;
    return new Verdict(
        share >= enough || sum >= together,
        "words %s, enough %s; likeness %s, with words %s, least %s"
            .formatted(
                figure(share), figure(enough), figure(likeness), figure(sum), figure(together)));
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
