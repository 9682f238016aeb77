package dev.mneme.reader.recall.ranking;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which memories were said right before and after each other, in the same session of the same
 * conversation.
 *
 * <p>Found out when asked and stored nowhere, so a memory that is forgotten leaves no trace in
 * those around it.
 */
final class Neighbours {

  private static final int NONE = -1;
  private final int[] before;
  private final int[] after;

  private Neighbours(int count) {
    before = new int[count];
    after = new int[count];
    Arrays.fill(before, NONE);
    Arrays.fill(after, NONE);
  }

  static Neighbours of(List<Facts> memories) {
    Neighbours neighbours = new Neighbours(memories.size());
    Comparator<Facts> asSaid =
        Comparator.comparingLong(Facts::sequence)
            .thenComparing(Facts::occurredAt)
            .thenComparing(Facts::createdAt)
            .thenComparingLong(Facts::place)
            .thenComparing(Facts::id, Ranking.BY_ID);
    int[] order =
        IntStream.range(0, memories.size())
            .boxed()
            .sorted(Comparator.comparing(memories::get, asSaid))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 1; i < order.length; i++) {
      long sequence = memories.get(order[i]).sequence();
      if (sequence != 0 && sequence == memories.get(order[i - 1]).sequence()) {
        neighbours.before[order[i]] = order[i - 1];
        neighbours.after[order[i - 1]] = order[i];
      }
    }
    return neighbours;
  }

  /** What the memories around a memory have, the nearest for more than the next. */
  double around(int memory, float[] values, double near, double far) {
    return oneWay(memory, before, values, near, far) + oneWay(memory, after, values, near, far);
  }

  private static double oneWay(
      int memory, int[] direction, float[] values, double near, double far) {
    int first = direction[memory];
    if (first == NONE) {
      return 0;
    }
    int second = direction[first];
    return near * values[first] + (second == NONE ? 0 : far * values[second]);
  }
}
