package dev.mneme.reader.recall.ranking;

import dev.mneme.reader.recall.ranking.Abstention.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the memories of a subject for a question: words and meaning, fused by reciprocal rank
 * (Cormack, Clarke and Büttcher, 2009), weighted mildly by confidence and recency.
 *
 * <p>Nothing in it depends on the order in which memories are given; equal scores go by the later
 * {@code occurredAt}, then by id.
 */
public final class Ranking {

  /** As ids read: {@link UUID#compareTo} takes half of them for negative. */
  public static final Comparator<UUID> BY_ID =
      ((Comparator<UUID>)
              (a, b) ->
                  Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits()))
          .thenComparing(
              (a, b) ->
                  Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits()));

  /**
   * A memory in its place.
   *
   * @param memory index in the corpus
   */
  public record Placed(int memory, ScoreParts parts) {}

  /**
   * @param because the figures by which it was decided whether to answer
   * @param abstained whether there were memories, but none close enough
   */
  public record Ranked(List<Placed> placed, boolean abstained, String because) {}

  private final Corpus corpus;
  private final RankingPolicy policy;
  private final WordScores words;
  private final double[] meaning;
  private final int[] wordRanks;
  private final int[] meaningRanks;
  private final Instant latest;

  private Ranking(Corpus corpus, RankingPolicy policy) {
    this.corpus = corpus;
    this.policy = policy;
    Neighbours neighbours = Neighbours.of(corpus.memories());
    this.words = new WordScores(corpus, neighbours, policy.words());
    double[] byWords = new double[corpus.size()];
    for (int i = 0; i < byWords.length; i++) {
      byWords[i] = words.of(i);
    }
    this.wordRanks = Ranks.of(byWords);
    this.meaning =
        corpus
            .likeness()
            .map(likeness -> spread(likeness, neighbours, policy.meaning()))
            .orElseGet(() -> new double[corpus.size()]);
    this.meaningRanks = Ranks.of(meaning);
    this.latest =
        corpus.memories().stream()
            .map(Facts::occurredAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
  }

  /** The eligible memories that answer best, at most {@code limit}, or none when none is close. */
  public static Ranked rank(Corpus corpus, RankingPolicy policy, Likeness between, int limit) {
    return of(corpus, policy).best(between, limit);
  }

  /** Of which the best can be asked for, and any by its number. */
  public static Ranking of(Corpus corpus, RankingPolicy policy) {
    return new Ranking(corpus, policy);
  }

  /**
   * The eligible memories that answer best. A lower limit gives the first of what a higher gives.
   */
  public Ranked best(Likeness between, int limit) {
    Verdict verdict = verdict();
    List<Placed> found = verdict.answer() ? best() : List.of();
    List<Placed> placed = Diversity.arrange(found, policy.diversity(), between, limit);
    return new Ranked(
        placed.stream().map(this::withWords).toList(), !verdict.answer(), verdict.because());
  }

  /** One memory, whether it is among the best or not. */
  public Placed placed(int memory) {
    return withWords(new Placed(memory, parts(memory)));
  }

  /** Words are listed for those that are answered only: a long answer has many. */
  private Placed withWords(Placed placed) {
    return new Placed(placed.memory(), placed.parts().with(words.parts(placed.memory())));
  }

  private static double[] spread(
      float[] likeness, Neighbours neighbours, RankingPolicy.Meaning policy) {
    float[] known = likeness.clone();
    for (int i = 0; i < known.length; i++) {
      known[i] = Float.isNaN(known[i]) ? 0 : known[i];
    }
    double[] spread = new double[known.length];
    for (int i = 0; i < spread.length; i++) {
      // A memory without a vector of its own is not placed by those of others.
      spread[i] =
          Float.isNaN(likeness[i])
              ? 0
              : known[i] + neighbours.around(i, known, policy.near(), policy.far());
    }
    return spread;
  }

  private Verdict verdict() {
    double share = 0;
    double likeness = Double.NaN;
    for (int i = 0; i < corpus.size(); i++) {
      if (corpus.eligible()[i]) {
        share = Math.max(share, words.share(i));
        double own = likeness(i);
        likeness = Double.isNaN(likeness) || own > likeness ? own : likeness;
      }
    }
    return Double.isNaN(likeness)
        ? policy.abstention().withoutVectors(share)
        : policy.abstention().of(share, likeness);
  }

  /** Of the memory's own text; {@code NaN} when it or the question has no vector. */
  private double likeness(int memory) {
    Optional<float[]> all = corpus.likeness();
    return all.isPresent() ? all.get()[memory] : Double.NaN;
  }

  private List<Placed> best() {
    List<Placed> found = new ArrayList<>();
    for (int i = 0; i < corpus.size(); i++) {
      boolean hasWords = wordRanks[i] != Ranks.NONE;
      boolean isAlike = likeness(i) >= policy.meaning().least();
      if (corpus.eligible()[i] && (hasWords || isAlike)) {
        found.add(new Placed(i, parts(i)));
      }
    }
    found.sort(
        Comparator.comparingDouble((Placed placed) -> placed.parts().score())
            .reversed()
            .thenComparing(
                placed -> corpus.memories().get(placed.memory()).occurredAt(),
                Comparator.reverseOrder())
            .thenComparing(placed -> corpus.memories().get(placed.memory()).id(), BY_ID));
    return found;
  }

  private ScoreParts parts(int memory) {
    Facts facts = corpus.memories().get(memory);
    return new ScoreParts(
        byWords(memory),
        byMeaning(memory),
        policy.weighting().ofConfidence(facts.confidence()),
        policy.weighting().ofAge(Duration.between(facts.occurredAt(), latest)),
        null,
        null);
  }

  private ScoreParts.@Nullable Words byWords(int memory) {
    int rank = wordRanks[memory];
    return rank == Ranks.NONE
        ? null
        : new ScoreParts.Words(
            words.of(memory),
            rank,
            policy.fusion().words() / (policy.fusion().k() + rank),
            List.of());
  }

  private ScoreParts.@Nullable Meaning byMeaning(int memory) {
    int rank = meaningRanks[memory];
    return rank == Ranks.NONE
        ? null
        : new ScoreParts.Meaning(
            likeness(memory),
            meaning[memory],
            rank,
            policy.fusion().meaning() / (policy.fusion().k() + rank));
  }
}
