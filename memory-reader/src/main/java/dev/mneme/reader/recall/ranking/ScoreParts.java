package dev.mneme.reader.recall.ranking;

import dev.mneme.reader.recall.blend.Blend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a score: {@code (words + meaning contribution) · confidence factor · recency
 * factor}.
 *
 * @param words null when no word of the question is in the memory or around it
 * @param meaning null when the question or the memory has no vector
 * @param diversity null when its place was by score alone
 * @param blend null when concepts were not asked; it says the score otherwise
 */
public record ScoreParts(
    @Nullable Words words,
    @Nullable Meaning meaning,
    double confidenceFactor,
    double recencyFactor,
    @Nullable Diversity diversity,
    @Nullable Blend blend) {

  /**
   * @param score by BM25
   * @param rank among the subject's memories, by words
   * @param contribution by reciprocal rank
   */
  public record Words(double score, int rank, double contribution, List<WordPart> parts) {}

  /**
   * @param own times in the memory, by the weights of its fields
   * @param around times in the memories around it, by their distance
   */
  public record WordPart(String word, double idf, double own, double around, double score) {}

  /**
   * @param likeness cosine of the memory's own text
   * @param score with the likeness of those around it
   * @param rank among the subject's memories, by meaning
   * @param contribution by reciprocal rank
   */
  public record Meaning(double likeness, double score, int rank, double contribution) {}

  /**
   * @param likeness to the most like of those placed before it
   */
  public record Diversity(double likeness) {}

  public double score() {
    return blend == null ? episodic() : blend.score();
  }

  /** The score by words and meaning, whatever concepts say. */
  public double episodic() {
    double sum =
        (words == null ? 0 : words.contribution()) + (meaning == null ? 0 : meaning.contribution());
    return sum * confidenceFactor * recencyFactor;
  }

  ScoreParts with(List<WordPart> parts) {
    return words == null
        ? this
        : new ScoreParts(
            new Words(words.score(), words.rank(), words.contribution(), parts),
            meaning,
            confidenceFactor,
            recencyFactor,
            diversity,
            blend);
  }

  /** With the score that both memories give it. */
  public ScoreParts with(Blend both) {
    return new ScoreParts(words, meaning, confidenceFactor, recencyFactor, diversity, both);
  }

  ScoreParts placedBehind(double likeness) {
    return new ScoreParts(
        words, meaning, confidenceFactor, recencyFactor, new Diversity(likeness), blend);
  }
}
