package dev.mneme.cli.eval;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The figures over many questions. */
public final class RecallQuality {

  private static final int NDCG_AT = 10;

  private RecallQuality() {}

  /**
   * Means over the questions of each category and over all that have an answer.
   *
   * @param byCategory label of the category to figures by name, in order
   */
  public record Report(
      Map<String, Map<String, Double>> byCategory,
      Map<String, Double> abstention,
      Map<String, Double> latencyMs,
      Map<String, Long> dense) {}

  public static Report of(List<Answered> answered, List<Integer> depths) {
    Map<Integer, List<Answered>> categories = new TreeMap<>();
    for (Answered each : answered) {
      if (each.question().isAnswerable()) {
        categories
            .computeIfAbsent(each.question().category(), _ -> new java.util.ArrayList<>())
            .add(each);
      }
    }
    Map<String, Map<String, Double>> byCategory = new LinkedHashMap<>();
    categories.forEach(
        (category, of) -> byCategory.put(Integer.toString(category), figures(of, depths)));
    List<Answered> answerable =
        answered.stream().filter(each -> each.question().isAnswerable()).toList();
    List<Answered> others =
        answered.stream().filter(each -> !each.question().isAnswerable()).toList();
    byCategory.put("all", figures(answerable, depths));
    Map<String, Double> abstention = new LinkedHashMap<>();
    abstention.put("unanswerable_questions", (double) others.size());
    abstention.put("unanswerable_abstained", mean(others, each -> each.abstained() ? 1 : 0));
    abstention.put("answerable_abstained", mean(answerable, each -> each.abstained() ? 1 : 0));
    Map<String, Long> dense = new TreeMap<>();
    answered.forEach(each -> dense.merge(each.dense(), 1L, Long::sum));
    return new Report(
        byCategory, abstention, latency(answered.stream().map(Answered::took).toList()), dense);
  }

  private static Map<String, Double> figures(List<Answered> of, List<Integer> depths) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("questions", (double) of.size());
    for (int k : depths) {
      figures.put("evidence_recall@" + k, mean(of, each -> each.recall(k)));
    }
    for (int k : depths) {
      figures.put("recall_any@" + k, mean(of, each -> each.any(k)));
    }
    for (int k : depths) {
      figures.put("recall_all@" + k, mean(of, each -> each.all(k)));
    }
    figures.put("ndcg@" + NDCG_AT, mean(of, each -> each.ndcg(NDCG_AT)));
    figures.put("mrr", mean(of, Answered::reciprocalRank));
    if (of.stream().anyMatch(each -> each.packed() != null)) {
      figures.put("evidence_in_pack", mean(of, Answered::evidenceInPack));
      figures.put("answer_in_pack", mean(of, Answered::answerInPack));
    }
    return figures;
  }

  private static double mean(List<Answered> of, ToDoubleFunction<Answered> figure) {
    return of.stream().mapToDouble(figure).average().orElse(0);
  }

  private static Map<String, Double> latency(List<Duration> took) {
    double[] sorted = took.stream().mapToDouble(d -> d.toNanos() / 1e6).sorted().toArray();
    Map<String, Double> percentiles = new LinkedHashMap<>();
    for (int p : new int[] {50, 95, 99}) {
      int place = (int) Math.ceil(p / 100.0 * sorted.length) - 1;
      percentiles.put("p" + p, sorted.length == 0 ? 0 : sorted[Math.max(0, place)]);
    }
    return percentiles;
  }
}
