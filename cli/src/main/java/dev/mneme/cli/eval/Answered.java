package dev.mneme.cli.eval;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a question.
 *
 * @param ranked names of the turns, best first
 * @param packed names of the turns in the context pack; null when none was asked for
 * @param dense whether vectors took part, as the answer says it
 * @param took as the caller saw it
 */
public record Answered(
    LabelledQuestion question,
    List<String> ranked,
    @Nullable Set<String> packed,
    String dense,
    Duration took) {

  public Answered {
    ranked = List.copyOf(ranked);
    packed = packed == null ? null : Set.copyOf(packed);
  }

  /** Share of the turns that answer it which are in the context pack. */
  double evidenceInPack() {
    Set<String> in = packed == null ? Set.of() : packed;
    return (double) question.evidence().stream().filter(in::contains).count()
        / question.evidence().size();
  }

  /** Whether all of them are: a model that reads the pack has what it needs. */
  double answerInPack() {
    return evidenceInPack() == 1 ? 1 : 0;
  }

  boolean abstained() {
    return ranked.isEmpty();
  }

  /** Share of the turns that answer it which are among the first {@code k}. */
  double recall(int k) {
    return (double) found(k) / question.evidence().size();
  }

  double any(int k) {
    return found(k) > 0 ? 1 : 0;
  }

  double all(int k) {
    return found(k) == question.evidence().size() ? 1 : 0;
  }

  private long found(int k) {
    return ranked.stream().limit(k).distinct().filter(question.evidence()::contains).count();
  }

  /** One by the place of the first turn that answers it; 0 without one. */
  double reciprocalRank() {
    for (int i = 0; i < ranked.size(); i++) {
      if (question.evidence().contains(ranked.get(i))) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /** Normalised discounted cumulative gain, with a gain of 1 for each turn that answers it. */
  double ndcg(int k) {
    double gained = 0;
    double ideal = 0;
    for (int i = 0; i < k; i++) {
      double discount = Math.log(2) / Math.log(i + 2);
      gained += i < ranked.size() && question.evidence().contains(ranked.get(i)) ? discount : 0;
      ideal += i < question.evidence().size() ? discount : 0;
    }
    return gained / ideal;
  }
}
