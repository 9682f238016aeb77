package dev.mneme.redaction.phone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups of digits with nothing but the marks between them that people put into telephone numbers:
 * at most four, on one line.
 *
 * @param starts where each group starts
 * @param ends where each group ends
 * @param all the digits of all groups, as ASCII
 * @param offsets where each group starts among them, and the end of the last
 */
record DigitRun(String text, int[] starts, int[] ends, String all, int[] offsets) {
  private static final int WIDEST_GAP = 4;
  private static final String MARKS = " \u00A0\u202F-\u2010\u2011\u2012\u2013\u2014./()";

  /** Every run of a text, from one pass over it. */
  static List<DigitRun> in(String text) {
    List<DigitRun> runs = new ArrayList<>();
    int[] starts = new int[8];
    int[] ends = new int[8];
    int groups = 0;
    int i = 0;
    while (i < text.length()) {
      if (!Character.isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int end = i + 1;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
      if (groups > 0 && !joins(text, ends[groups - 1], i)) {
        runs.add(of(text, starts, ends, groups));
        groups = 0;
      }
      if (groups == starts.length) {
        starts = Arrays.copyOf(starts, groups * 2);
        ends = Arrays.copyOf(ends, groups * 2);
      }
      starts[groups] = i;
      ends[groups++] = end;
      i = end;
    }
    if (groups > 0) {
      runs.add(of(text, starts, ends, groups));
    }
    return runs;
  }

  private static DigitRun of(String text, int[] starts, int[] ends, int groups) {
    StringBuilder all = new StringBuilder(groups * 4);
    int[] offsets = new int[groups + 1];
    for (int group = 0; group < groups; group++) {
      for (int i = starts[group]; i < ends[group]; i++) {
        all.append((char) ('0' + Character.digit(text.charAt(i), 10)));
      }
      offsets[group + 1] = all.length();
    }
    return new DigitRun(
        text, Arrays.copyOf(starts, groups), Arrays.copyOf(ends, groups), all.toString(), offsets);
  }

  private static boolean joins(String text, int from, int to) {
    if (to - from > WIDEST_GAP) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (MARKS.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  int groups() {
    return starts.length;
  }

  int length(int group) {
    return ends[group] - starts[group];
  }

  /** The digits of the groups from first to last, as ASCII. */
  String digits(int first, int last) {
    return all.substring(offsets[first], offsets[last + 1]);
  }

  /** The value of a group of at most four digits; more than any of these when it is longer. */
  int value(int group) {
    if (length(group) > 4) {
      return Integer.MAX_VALUE;
    }
    int value = 0;
    for (int i = offsets[group]; i < offsets[group + 1]; i++) {
      value = value * 10 + all.charAt(i) - '0';
    }
    return value;
  }

  /** The first digit of a group. */
  char firstDigit(int group) {
    return all.charAt(offsets[group]);
  }

  /** What stands between this group and the one after it. */
  String gapAfter(int group) {
    return text.substring(ends[group], starts[group + 1]);
  }

  /** Whether a space stands between this group and the one after it. */
  boolean spaceAfter(int group) {
    for (int i = ends[group]; i < starts[group + 1]; i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\u00A0' || c == '\u202F') {
        return true;
      }
    }
    return false;
  }
}
