package dev.mneme.reader.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.reader.recall.blend.Blend;
import dev.mneme.reader.recall.blend.Pull;
import dev.mneme.reader.recall.ranking.ScoreParts;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a score: {@code (lexical + dense contribution) x confidence_factor x
 * recency_factor}.
 *
 * @param lexical null when no word of the question is in the memory or around it
 * @param dense null when the question or the memory has no vector
 * @param likenessToEarlier likeness to the most like of the memories placed before it; null when
 *     the order is by score alone
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record Explanation(
    double score,
    @Nullable Lexical lexical,
    @Nullable Dense dense,
    double confidenceFactor,
    double recencyFactor,
    @Nullable Double likenessToEarlier,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Blended blend) {

  /**
   * How both memories gave the score: {@code (episodic_weight x episodic + semantic_weight x
   * semantic) / episodic_weight x factor}, times the best episodic score of the answer.
   *
   * @param concept the one that activates it most; null when none does
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Blended(
      double episodic,
      double episodicWeight,
      double semantic,
      double semanticWeight,
      double factor,
      @Nullable Concept concept) {}

  /** {@code activation = similarity x coherence x binding / fan}. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Concept(
      UUID id,
      String label,
      double activation,
      double similarity,
      double coherence,
      double binding,
      double fan) {}

  /** By BM25. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Lexical(double contribution, int rank, double score, List<Word> words) {}

  /** What one word adds to the score by BM25. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Word(String word, double score, double idf, double own, double around) {}

  /** By cosine. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Dense(double contribution, int rank, double score, double likeness) {}

  static Explanation of(ScoreParts parts) {
    return new Explanation(
        parts.score(),
        lexical(parts.words()),
        dense(parts.meaning()),
        parts.confidenceFactor(),
        parts.recencyFactor(),
        parts.diversity() == null ? null : parts.diversity().likeness(),
        blended(parts.blend()));
  }

  private static @Nullable Blended blended(@Nullable Blend blend) {
    return blend == null
        ? null
        : new Blended(
            blend.episodic(),
            blend.episodicWeight(),
            blend.semantic(),
            blend.semanticWeight(),
            blend.factor(),
            concept(blend.pull()));
  }

  private static @Nullable Concept concept(@Nullable Pull pull) {
    return pull == null
        ? null
        : new Concept(
            pull.concept(),
            pull.label(),
            pull.activation(),
            pull.similarity(),
            pull.coherence(),
            pull.binding(),
            pull.fan());
  }

  private static @Nullable Lexical lexical(ScoreParts.@Nullable Words words) {
    return words == null
        ? null
        : new Lexical(
            words.contribution(),
            words.rank(),
            words.score(),
            words.parts().stream()
                .map(w -> new Word(w.word(), w.score(), w.idf(), w.own(), w.around()))
                .toList());
  }

  private static @Nullable Dense dense(ScoreParts.@Nullable Meaning meaning) {
    return meaning == null
        ? null
        : new Dense(meaning.contribution(), meaning.rank(), meaning.score(), meaning.likeness());
  }
}
