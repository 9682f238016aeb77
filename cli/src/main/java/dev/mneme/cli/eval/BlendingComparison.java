package dev.mneme.cli.eval;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What blending changes in the answers to the same questions.
 *
 * @param overlap mean share of the first ten results of an episodic answer that the blended one has
 *     among its first ten
 * @param convergent share of the first ten results that both memories have found
 * @param completed share of the questions with a result that only a concept has found
 * @param late share of the questions for which concepts were late, failed or left alone
 * @param semantic how asking concepts ended, counted
 */
public record BlendingComparison(
    double overlap, double convergent, double completed, double late, Map<String, Long> semantic) {

  private static final int FIRST = 10;
  private static final Set<String> MISSED = Set.of("late", "failed", "resting");
  private static final Set<String> CONCEPTS_ALONE = Set.of("completed", "semantic");

  /**
   * @param episodic and blended answers to the same questions in the same order
   */
  public static BlendingComparison of(List<Answered> episodic, List<BlendedAnswer> blended) {
    if (episodic.size() != blended.size()) {
      throw new IllegalArgumentException("both are answers to the same questions");
    }
    double overlap = 0;
    int compared = 0;
    long results = 0;
    long convergent = 0;
    long completed = 0;
    long missed = 0;
    Map<String, Long> semantic = new TreeMap<>();
    for (int i = 0; i < episodic.size(); i++) {
      List<String> alone = first(episodic.get(i).ranked());
      BlendedAnswer both = blended.get(i);
      if (!alone.isEmpty()) {
        Set<String> in = new HashSet<>(first(both.answered().ranked()));
        overlap += (double) alone.stream().filter(in::contains).count() / alone.size();
        compared++;
      }
      List<String> provenances = first(both.provenances());
      results += first(both.answered().ranked()).size();
      convergent += provenances.stream().filter("convergent"::equals).count();
      completed += provenances.stream().anyMatch(CONCEPTS_ALONE::contains) ? 1 : 0;
      missed += MISSED.contains(both.semantic()) ? 1 : 0;
      semantic.merge(both.semantic().isEmpty() ? "off" : both.semantic(), 1L, Long::sum);
    }
    return new BlendingComparison(
        share(overlap, compared),
        share(convergent, results),
        share(completed, blended.size()),
        share(missed, blended.size()),
        semantic);
  }

  private static List<String> first(List<String> all) {
    return all.subList(0, Math.min(FIRST, all.size()));
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  /** The figures by their names, as they are written down. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("overlap@10", overlap);
    document.put("convergent_results", convergent);
    document.put("questions_completed", completed);
    document.put("questions_without_concepts_in_time", late);
    document.put("semantic", semantic);
    return document;
  }
}
