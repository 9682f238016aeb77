package dev.mneme.reader.pack;

import dev.mneme.reader.recall.RecalledMemory;
import java.util.List;

/**
 * Memories as a text for a model.
 *
 * @param tokens of the whole text, never above the budget
 * @param considered how many memories there were to choose from
 */
public record ContextPack(String text, int tokens, int budget, List<Item> items, int considered) {

  public ContextPack {
    items = List.copyOf(items);
  }

  /**
   * A memory in the pack, in the order of the text.
   *
   * @param value relevance × confidence × recency, from 0 to 1
   * @param tokens of its line
   */
  public record Item(RecalledMemory memory, Certainty certainty, double value, int tokens) {}

  /** The share of the budget that is used. */
  public double utilisation() {
    return (double) tokens / budget;
  }
}
