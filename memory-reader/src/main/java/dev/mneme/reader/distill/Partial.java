package dev.mneme.reader.distill;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a part of the memories has to say to a question. Parts of different people add up, in any
 * order, to what the whole would have said: all memories of a person are in one part, because they
 * are in one partition.
 */
public record Partial(SortedMap<CellKey, Cell> cells) {

  public static final Partial EMPTY = new Partial(new TreeMap<>());

  /** Values that are told apart at most; whoever needs more asks with a filter or a width. */
  public static final int MOST_CELLS = 2_000;

  public Partial {
    cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
  }

  /**
   * @throws DistillRefused when there are more cells than may be
   */
  public Partial and(Partial other, DistillQuestion question) throws DistillRefused {
    TreeMap<CellKey, Cell> both = new TreeMap<>(cells);
    for (Map.Entry<CellKey, Cell> entry : other.cells.entrySet()) {
      both.merge(entry.getKey(), entry.getValue(), (a, b) -> a.and(b, question));
    }
    if (both.size() > MOST_CELLS) {
      throw DistillRefused.tooManyCells();
    }
    return new Partial(both);
  }
}
