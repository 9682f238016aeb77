package dev.mneme.reader.recall.ranking;

import java.util.List;
import java.util.Optional;

/**
 * All memories of one subject as a question sees them. Nothing of another subject is in it, so no
 * statistic of one can show in the answers of another.
 *
 * @param memories live ones, in no particular order; everything else goes by their index
 * @param eligible which of them may be answered; the others are context only
 * @param words of the question
 * @param likeness of each memory's text to the question, {@code NaN} where there is no vector yet;
 *     empty when the question has none
 */
public record Corpus(
    List<Facts> memories, boolean[] eligible, List<Word> words, Optional<float[]> likeness) {

  /**
   * How often a word of the question is in each memory.
   *
   * @param said in the text
   * @param own in all fields, each counted by the field's weight
   * @param counts whether it is held against a memory not to have it; words that say nothing count
   *     only where they are found
   */
  public record Word(String word, float[] said, float[] own, boolean counts) {}

  public Corpus {
    memories = List.copyOf(memories);
    words = List.copyOf(words);
  }

  int size() {
    return memories.size();
  }
}
