package dev.mneme.cli.demo;

import dev.mneme.events.MemoryRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words that one memory should be found by, taken from what it says, so that any conversation can
 * be asked about.
 *
 * @param answer the memory that has to be among the answers
 */
record Question(String subject, String words, UUID answer) {

  private static final int WORDS = 5;
  private static final int SHORTEST = 5;
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

  /** About the memory that says most. */
  static Question about(Collection<MemoryRecord> memories) {
    MemoryRecord longest =
        memories.stream()
            .max(
                Comparator.comparingInt((MemoryRecord memory) -> words(memory).size())
                    .thenComparing(memory -> memory.getMemoryId().toString()))
            .orElseThrow(() -> new IllegalStateException("there is no memory to ask about"));
    String words =
        words(longest).stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .limit(WORDS)
            .collect(Collectors.joining(" "));
    return new Question(
        longest.getSubject(), words.isEmpty() ? longest.getText() : words, longest.getMemoryId());
  }

  private static List<String> words(MemoryRecord memory) {
    return NO_LETTERS
        .splitAsStream(memory.getText().toLowerCase(Locale.ROOT))
        .filter(word -> word.length() >= SHORTEST)
        .distinct()
        .toList();
  }
}
