package dev.mneme.reader.pack;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words of a text, for telling whether two say the same. */
record Shingles(int[] words) {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  static Shingles of(String text) {
    return new Shingles(
        NO_WORD
            .splitAsStream(text.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .mapToInt(String::hashCode)
            .sorted()
            .distinct()
            .toArray());
  }

  /** Words in both by words in either (Jaccard), 0 to 1. */
  double likeness(Shingles other) {
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < words.length && j < other.words.length) {
      int order = Integer.compare(words[i], other.words[j]);
      common += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    int all = words.length + other.words.length - common;
    return all == 0 ? 0 : (double) common / all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shingles(int[] theirs) && Arrays.equals(words, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
