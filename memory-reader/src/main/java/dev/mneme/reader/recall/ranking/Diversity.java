package dev.mneme.reader.recall.ranking;

import dev.mneme.reader.recall.ranking.Ranking.Placed;
import java.util.ArrayList;
import java.util.List;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, 1998): of two equally good memories the one
 * that says something new comes first.
 *
 * <pre>next = argmax (1 − share) · score / best score − share · likeness to the most like before it
 * </pre>
 */
final class Diversity {

  /** Only the head of a long answer is arranged: its cost grows with the square. */
  private static final int HEAD = 50;

  private Diversity() {}

  static List<Placed> arrange(List<Placed> byScore, double share, Likeness between, int limit) {
    List<Placed> placed = byScore.subList(0, Math.min(byScore.size(), Math.max(limit, HEAD)));
    if (share == 0 || placed.size() < 2) {
      return List.copyOf(placed.subList(0, Math.min(limit, placed.size())));
    }
    List<Placed> waiting = new ArrayList<>(placed.subList(0, Math.min(HEAD, placed.size())));
    double best = waiting.getFirst().parts().score();
    double[] likeness = new double[waiting.size()];
    List<Placed> arranged = new ArrayList<>(placed.size());
    boolean[] taken = new boolean[waiting.size()];
    for (int n = 0; n < Math.min(limit, waiting.size()); n++) {
      int next = -1;
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < taken.length; i++) {
        double value = (1 - share) * waiting.get(i).parts().score() / best - share * likeness[i];
        if (!taken[i] && value > highest) {
          next = i;
          highest = value;
        }
      }
      taken[next] = true;
      Placed chosen = waiting.get(next);
      arranged.add(new Placed(chosen.memory(), chosen.parts().placedBehind(likeness[next])));
      for (int i = 0; i < taken.length; i++) {
        likeness[i] = Math.max(likeness[i], between.of(chosen.memory(), waiting.get(i).memory()));
      }
    }
    if (arranged.size() < limit) {
      arranged.addAll(placed.subList(waiting.size(), Math.min(limit, placed.size())));
    }
    return List.copyOf(arranged);
  }
}
