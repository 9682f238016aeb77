package dev.mneme.reader.recall.ranking;

import java.time.Duration;

/**
 * How memories are ranked. The defaults are round numbers found on two conversations; {@code
 * docs/recall.md} says what each is worth.
 *
 * @param words how words count
 * @param meaning how vectors count
 * @param fusion how both become one score
 * @param weighting what else a score is multiplied with
 * @param abstention when nothing is an answer
 * @param diversity share of a memory's score that its likeness to those before it takes away (MMR);
 *     0 ranks by score alone
 */
public record RankingPolicy(
    Words words,
    Meaning meaning,
    Fusion fusion,
    Weighting weighting,
    Abstention abstention,
    double diversity) {

  public static final RankingPolicy DEFAULT =
      new RankingPolicy(
          new Words(0.9, 0.4, 0.5, 0.25, 50),
          new Meaning(0.2, 0.1, 0.3),
          new Fusion(20, 1.0, 0.6),
          new Weighting(0.1, 0.05, Duration.ofDays(90)),
          new Abstention(0.06, 0.25, 0.5, 0.5),
          0.05);

  public RankingPolicy {
    requireShare("diversity", diversity);
  }

  /** The same with another diversity. */
  public RankingPolicy withDiversity(double share) {
    return new RankingPolicy(words, meaning, fusion, weighting, abstention, share);
  }

  /**
   * BM25 over a memory and, for less, the memories around it.
   *
   * @param k1 how soon more of the same word stops to count
   * @param b how much length is held against a memory
   * @param near what a word in the memory before or after counts
   * @param far what a word in the one before or after that counts
   * @param fewest memories that a subject is taken to have at least, so that a word is not thought
   *     common because there are only two memories
   */
  public record Words(double k1, double b, double near, double far, int fewest) {}

  /**
   * @param near what the likeness of the memory before or after adds
   * @param far what the likeness of the one before or after that adds
   * @param least likeness by which a memory is found although it has none of the words
   */
  public record Meaning(double near, double far, double least) {}

  /** Reciprocal rank fusion: {@code weight / (k + rank)}, summed. */
  public record Fusion(int k, double words, double meaning) {}

  /**
   * @param confidence share of the score that a memory of confidence 0 loses
   * @param recency share of the score that an old memory loses
   * @param halfLife age, counted from the subject's latest memory, at which half of that is lost
   */
  public record Weighting(double confidence, double recency, Duration halfLife) {

    public Weighting {
      requireShare("confidence", confidence);
      requireShare("recency", recency);
    }

    double ofConfidence(double value) {
      return 1 - confidence * (1 - Math.clamp(value, 0.0, 1.0));
    }

    double ofAge(Duration age) {
      double halves = (double) Math.max(0, age.toMillis()) / halfLife.toMillis();
      return 1 - recency * (1 - Math.pow(0.5, halves));
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be from 0 to 1");
    }
  }
}
