package dev.mneme.redaction.nationalid;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number of known length as it is written, without the marks between its groups.
 *
 * @param characters letters in upper case, and digits
 * @param grouping the lengths of its groups, as in {@code 3-2-4}
 * @param marks the marks between its groups, in order
 */
record Compact(String characters, String grouping, String marks, int end) {
  private static final int MOST_MARKS = 6;

  /** Reads a number that stands for itself; null if there is none of this length. */
  static @Nullable Compact read(String text, int start, int length) {
    if (end(text, start, length) < 0) {
      return null;
    }
    StringBuilder characters = new StringBuilder(length);
    StringBuilder grouping = new StringBuilder(8);
    StringBuilder marks = new StringBuilder(4);
    int group = 0;
    int at = start;
    while (characters.length() < length && at < text.length()) {
      char c = text.charAt(at);
      if (isPlain(c)) {
        characters.append(c);
        group++;
      } else {
        grouping.append(group).append('-');
        marks.append(c);
        group = 0;
      }
      at++;
    }
    return new Compact(
        characters.toString().toUpperCase(Locale.ROOT),
        grouping.append(group).toString(),
        marks.toString(),
        at);
  }

  /** Where a number of this length ends, or -1: most texts have none, and it costs no memory. */
  private static int end(String text, int start, int length) {
    int characters = 0;
    int marks = 0;
    boolean grouped = false;
    int at = start;
    while (characters < length) {
      char c = at < text.length() ? text.charAt(at) : '\0';
      if (isPlain(c)) {
        characters++;
        grouped = true;
      } else if (" -./".indexOf(c) >= 0 && grouped && marks < MOST_MARKS) {
        marks++;
        grouped = false;
      } else {
        return -1;
      }
      at++;
    }
    return endsApart(text, at) ? at : -1;
  }

  /** Whether a number may start here. */
  static boolean startsApart(String text, int start) {
    if (!isPlain(text.charAt(start))) {
      return false;
    }
    if (start == 0) {
      return true;
    }
    char before = text.charAt(start - 1);
    boolean joined = "-./,+".indexOf(before) >= 0;
    return !Character.isLetterOrDigit(before)
        && (!joined || (before != '+' && (start == 1 || !isPlain(text.charAt(start - 2)))));
  }

  private static boolean endsApart(String text, int end) {
    if (end >= text.length()) {
      return true;
    }
    char after = text.charAt(end);
    boolean joins = "-./,:".indexOf(after) >= 0;
    return !Character.isLetterOrDigit(after)
        && (!joins || end + 1 >= text.length() || !Character.isDigit(text.charAt(end + 1)));
  }

  private static boolean isPlain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  boolean isDigits() {
    for (int i = 0; i < characters.length(); i++) {
      if (characters.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  int digit(int index) {
    return characters.charAt(index) - '0';
  }
}
