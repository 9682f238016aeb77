package dev.mneme.redaction.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words before a place, nearest first, in lower case: up to the end of another sentence or a
 * placeholder, and not far.
 */
public final class WordsBefore {
  private static final int FARTHEST = 72;
  private static final int MOST = 8;

  private final List<String> words;

  private WordsBefore(List<String> words) {
    this.words = words;
  }

  /**
   * @param label stands before the text, as it were
   */
  public static WordsBefore of(String text, String label, int place) {
    int from = Math.max(0, place - FARTHEST);
    List<String> words = new ArrayList<>(MOST);
    boolean open = read(text, from, place, words);
    if (open && from == 0 && !label.isEmpty()) {
      read(label, Math.max(0, label.length() - FARTHEST), label.length(), words);
    }
    return new WordsBefore(words);
  }

  private static boolean read(String text, int from, int to, List<String> words) {
    int at = to;
    while (at > from && words.size() < MOST) {
      char c = text.charAt(at - 1);
      if (!Character.isLetter(c)) {
        at--;
        if (isBarrier(text, at)) {
          return false;
        }
        continue;
      }
      int end = at;
      do {
        at--;
      } while (at > from && Character.isLetter(text.charAt(at - 1)) && !startsHump(text, at));
      words.add(text.substring(at, end).toLowerCase(Locale.ROOT));
    }
    return words.size() < MOST;
  }

  /** {@code birthDate} is two words. */
  private static boolean startsHump(String text, int at) {
    return Character.isUpperCase(text.charAt(at)) && Character.isLowerCase(text.charAt(at - 1));
  }

  private static boolean isBarrier(String text, int at) {
    char c = text.charAt(at);
    if (c == '[' || c == ']' || c == '!' || c == ';') {
      return true;
    }
    boolean ends = (c == '.' || c == '?') && at + 1 < text.length() && text.charAt(at + 1) == ' ';
    return ends && at > 3 && Character.isLetter(text.charAt(at - 1)) && isLong(text, at);
  }

  /** {@code No.}, {@code Nr.} and {@code geb.} end no sentence. */
  private static boolean isLong(String text, int at) {
    for (int i = 1; i <= 4; i++) {
      if (at - i < 0 || !Character.isLetter(text.charAt(at - i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of the nearest words is in a set. */
  public boolean hasAmong(int nearest, Set<String> wanted) {
    for (int i = 0; i < Math.min(nearest, words.size()); i++) {
      if (wanted.contains(words.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** The nearest word, or an empty one. */
  public String nearest() {
    return words.isEmpty() ? "" : words.getFirst();
  }
}
