package dev.mneme.cli.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A question of which half is forgotten: half of its content words, rounded up, in their order and
 * without the words between them. Which half follows from the seed and the question's id.
 */
public final class PartialCue {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}']+");

  /** Words that say nothing by themselves. */
  private static final Set<String> EMPTY =
      Set.of(
          "a", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could",
          "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i",
          "if", "in", "is", "it", "its", "may", "me", "might", "my", "not", "of", "on", "or", "our",
          "she", "should", "so", "than", "that", "the", "their", "them", "there", "they", "this",
          "to", "us", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "whose",
          "why", "will", "with", "would", "you", "your");

  private PartialCue() {}

  /** The question itself when it has fewer than two content words. */
  public static LabelledQuestion of(LabelledQuestion question, long seed) {
    List<String> words =
        BETWEEN_WORDS
            .splitAsStream(question.question())
            .filter(word -> !word.isBlank() && !EMPTY.contains(word.toLowerCase(Locale.ROOT)))
            .toList();
    if (words.size() < 2) {
      return question;
    }
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      places.add(i);
    }
    Collections.shuffle(places, new Random(31 * seed + question.id().hashCode()));
    String kept =
        String.join(
            " ",
            new TreeSet<>(places.subList(0, (words.size() + 1) / 2))
                .stream().map(words::get).toList());
    return new LabelledQuestion(
        question.conversation(), question.id(), kept, question.category(), question.evidence());
  }
}
