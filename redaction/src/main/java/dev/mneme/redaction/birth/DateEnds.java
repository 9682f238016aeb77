package dev.mneme.redaction.birth;

import org.jspecify.annotations.Nullable;

/** The dates of one text. Many words may ask for the same place; it is read once. */
final class DateEnds {
  private static final int NONE = -1;

  private final String text;

  /** By place: zero where nobody asked. Made when the first does, which is seldom. */
  private int @Nullable [] ends;

  DateEnds(String text) {
    this.text = text;
  }

  /** The end of a date that starts here, or -1. */
  int from(int start) {
    int[] known = ends;
    if (known == null) {
      known = new int[text.length()];
      ends = known;
    }
    if (known[start] == 0) {
      int end = startsToken(start) ? Dates.end(text, start) : NONE;
      known[start] = end > 0 ? end : NONE;
    }
    return known[start];
  }

  private boolean startsToken(int at) {
    return Character.isLetterOrDigit(text.charAt(at))
        && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
  }
}
