package dev.mneme.reader.recall.blend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the answers of both memories together: {@code episodic weight · episodic + semantic weight ·
 * semantic}, each as a share of its best.
 *
 * <p>Without activated concepts it is the episodic answer, the same results with the same scores in
 * the same order.
 */
public final class Blending {

  /**
   * A memory with its score by episodes alone.
   *
   * @param memory its number; nothing else of it is looked at
   */
  public record Scored(int memory, double score) {}

  /** A memory in its place. */
  public record Blended(int memory, Blend blend) {}

  private record Weights(double episodic, double semantic) {}

  private Blending() {}

  /**
   * The blended answer, best first.
   *
   * @param episodes the episodic answer in its order, longer than the limit where there is more
   * @param pulls what concepts activate, by memory; all of it may be answered
   */
  public static List<Blended> blend(
      List<Scored> episodes,
      Map<Integer, Pull> pulls,
      Evidence evidence,
      BlendPolicy policy,
      int limit) {
    double best = episodes.isEmpty() ? 0 : episodes.getFirst().score();
    double highest = pulls.values().stream().mapToDouble(Pull::activation).max().orElse(0);
    if (best <= 0 || highest <= 0) {
      return episodes.stream().limit(limit).map(Blending::alone).toList();
    }
    // Relative among the activated, but no more than the question is like a concept at all.
    double trust =
        pulls.values().stream()
            .mapToDouble(pull -> Math.max(0, pull.similarity()) * pull.coherence())
            .max()
            .orElse(0);
    Weights weights = weights(evidence, policy);
    List<Blended> blended = new ArrayList<>();
    Map<Integer, Pull> left = new TreeMap<>(pulls);
    double reached = best;
    for (Scored each : episodes) {
      // Never above the one before it: the episodic order holds what diversity has arranged.
      reached = Math.min(reached, each.score());
      Pull pull = left.remove(each.memory());
      blended.add(
          episode(each.memory(), reached / best, pull, highest, trust, weights, best, policy));
    }
    boolean weak = evidence.confidence() < policy.weak();
    if (weak || episodes.size() < limit) {
      left.entrySet().stream()
          .sorted(
              Comparator.comparingDouble(
                      (Map.Entry<Integer, Pull> entry) -> -entry.getValue().activation())
                  .thenComparing(Map.Entry::getKey))
          .limit(policy.completed())
          .forEach(
              entry ->
                  blended.add(
                      added(
                          weak,
                          entry.getKey(),
                          entry.getValue(),
                          highest,
                          trust,
                          weights,
                          best,
                          policy)));
    }
    Comparator<Blended> order =
        Comparator.comparingDouble((Blended each) -> each.blend().score()).reversed();
    if (policy.mode() == BlendMode.EPISODIC_PRIORITY) {
      order =
          Comparator.comparing((Blended each) -> each.blend().provenance() == Provenance.COMPLETED);
    }
    // Stable: equal scores stay in the episodic order.
    return blended.stream().sorted(order).limit(limit).toList();
  }

  private static Weights weights(Evidence evidence, BlendPolicy policy) {
    double episodic = policy.episodic();
    double semantic = policy.semantic();
    if (policy.mode() == BlendMode.ADAPTIVE) {
      episodic *= 0.5 + 0.5 * evidence.confidence();
      semantic *=
          Math.clamp(evidence.coherence(), 0, 1)
              * (1 - 0.5 * Math.clamp(evidence.budgetUsed(), 0, 1));
    }
    return new Weights(episodic / (episodic + semantic), semantic / (episodic + semantic));
  }

  private static Blended alone(Scored each) {
    return new Blended(
        each.memory(), new Blend(Provenance.EPISODIC, each.score(), 1, 1, 0, 0, 1, null));
  }

  private static Blended episode(
      int memory,
      double share,
      @Nullable Pull pull,
      double highest,
      double trust,
      Weights weights,
      double best,
      BlendPolicy policy) {
    boolean adds =
        switch (policy.mode()) {
          case FIXED, ADAPTIVE -> true;
          case EPISODIC_PRIORITY, COMPLEMENTARY -> false;
        };
    if (pull == null || !adds) {
      return new Blended(
          memory,
          new Blend(
              pull == null ? Provenance.EPISODIC : Provenance.CONVERGENT,
              share * best,
              share,
              weights.episodic(),
              0,
              weights.semantic(),
              1,
              pull));
    }
    double semantic = trust * pull.activation() / highest;
    double factor = 1 + policy.gain() * semantic;
    double score =
        (weights.episodic() * share + weights.semantic() * semantic)
            / weights.episodic()
            * factor
            * best;
    return new Blended(
        memory,
        new Blend(
            Provenance.CONVERGENT,
            score,
            share,
            weights.episodic(),
            semantic,
            weights.semantic(),
            factor,
            pull));
  }

  /** What no episode search has found. */
  private static Blended added(
      boolean weak,
      int memory,
      Pull pull,
      double highest,
      double trust,
      Weights weights,
      double best,
      BlendPolicy policy) {
    double semantic = trust * pull.activation() / highest;
    double factor = weak ? policy.discount() : 1;
    return new Blended(
        memory,
        new Blend(
            weak ? Provenance.COMPLETED : Provenance.SEMANTIC,
            weights.semantic() * semantic / weights.episodic() * factor * best,
            0,
            weights.episodic(),
            semantic,
            weights.semantic(),
            factor,
            pull));
  }
}
