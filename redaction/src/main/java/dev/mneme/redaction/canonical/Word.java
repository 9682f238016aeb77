package dev.mneme.redaction.canonical;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run of letters and digits, or a single mark. In brackets of its own it covers these and the
 * spaces around them.
 *
 * @param outerStart where the spaces and brackets before it start
 * @param outerEnd where the brackets and spaces after it end
 */
record Word(String lower, int start, int end, int outerStart, int outerEnd, boolean bracketed) {
  private static final int LONGEST = 64;
  private static final int WIDEST_SPACE = 3;

  static List<Word> in(String text) {
    List<Word> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        i++;
        continue;
      }
      int end = i + 1;
      if (Character.isLetterOrDigit(c)) {
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
          end++;
        }
      }
      Word word = of(text, i, end);
      if (word.bracketed && !words.isEmpty() && isOpening(words.getLast().lower)) {
        words.removeLast();
      }
      words.add(word);
      i = word.bracketed ? word.closed(text) : end;
    }
    return words;
  }

  private static Word of(String text, int start, int end) {
    String lower = end - start > LONGEST ? "" : text.substring(start, end).toLowerCase(Locale.ROOT);
    int before = spacesBefore(text, start);
    int after = spacesAfter(text, end);
    boolean bracketed =
        before > 0
            && after < text.length()
            && "[({<".indexOf(text.charAt(before - 1)) >= 0
            && "])}>".indexOf(text.charAt(after)) >= 0;
    if (bracketed) {
      before = spacesBefore(text, before - 1);
      after = spacesAfter(text, after + 1);
    }
    return new Word(lower, start, end, before, after, bracketed);
  }

  private int closed(String text) {
    return spacesAfter(text, end) + 1;
  }

  private static boolean isOpening(String mark) {
    return mark.length() == 1 && "[({<".contains(mark);
  }

  private static int spacesBefore(String text, int start) {
    int i = start;
    while (i > 0 && i > start - WIDEST_SPACE && isSpace(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  private static int spacesAfter(String text, int end) {
    int i = end;
    while (i < text.length() && i < end + WIDEST_SPACE && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  boolean is(String word) {
    return lower.equals(word);
  }

  int length() {
    return end - start;
  }

  /** Whether it can be a part of an address. */
  boolean isLabel() {
    return !bracketed
        && !lower.isEmpty()
        && (Character.isLetterOrDigit(lower.charAt(0)) || Character.isSurrogate(lower.charAt(0)));
  }

  boolean isNumber() {
    return !lower.isEmpty() && lower.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  boolean spaced() {
    return outerEnd > end;
  }

  SpelledOut.Mark plainly(String plain) {
    return new SpelledOut.Mark(outerStart, outerEnd, plain);
  }

  /** Leaves the space before it alone. */
  SpelledOut.Mark plainlyBefore(String plain) {
    return new SpelledOut.Mark(bracketed ? outerStart : start, outerEnd, plain);
  }
}
