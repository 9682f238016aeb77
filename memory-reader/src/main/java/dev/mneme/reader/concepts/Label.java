package dev.mneme.reader.concepts;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The terms that tell a concept from the others of its subject: in how many of its episodes a term
 * is, times how rare it is among the concepts.
 *
 * <pre>n(term) · ln(1 + concepts / concepts with the term)</pre>
 */
final class Label {

  /** Most words that a concept counts. */
  static final int MOST_TERMS = 24;

  private static final int WORDS = 3;
  private static final int LONGEST_WORD = 40;

  private Label() {}

  /** In how many of the concepts each term is. */
  static Map<String, Integer> spread(Collection<Map<String, Integer>> concepts) {
    Map<String, Integer> spread = new HashMap<>();
    concepts.forEach(terms -> terms.keySet().forEach(term -> spread.merge(term, 1, Integer::sum)));
    return spread;
  }

  static String of(Map<String, Integer> terms, Map<String, Integer> spread, int concepts) {
    return terms.entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<String, Integer> term) ->
                        -term.getValue()
                            * Math.log1p(
                                (double) concepts
                                    / Math.max(1, spread.getOrDefault(term.getKey(), 1))))
                .thenComparing(Map.Entry::getKey))
        .limit(WORDS)
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(" "));
  }

  /** The counts with those of one more episode, the rarest left out where they are too many. */
  static Map<String, Integer> with(Map<String, Integer> terms, List<String> episode) {
    Map<String, Integer> all = new TreeMap<>(terms);
    episode.stream()
        .filter(term -> term.length() <= LONGEST_WORD)
        .distinct()
        .forEach(term -> all.merge(term, 1, Integer::sum));
    if (all.size() <= MOST_TERMS) {
      return all;
    }
    Map<String, Integer> kept = new TreeMap<>();
    all.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_TERMS)
        .forEach(term -> kept.put(term.getKey(), term.getValue()));
    return kept;
  }
}
