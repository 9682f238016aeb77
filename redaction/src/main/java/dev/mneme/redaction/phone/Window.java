package dev.mneme.redaction.phone;

import dev.mneme.redaction.phone.Words.Hint;

/**
 * Some groups of a run, taken as one number, with the plus sign, brackets and extension that belong
 * to it.
 *
 * @param start of the text it covers
 * @param end of the text it covers
 */
record Window(DigitRun run, int first, int last, int start, int end, boolean plus) {
  private static final int LONGEST_EXTENSION = 6;
  private static final String[] EXTENSION_MARKS = {
    "extension", "ext.", "ext", "dahili", "poste", "durchwahl", "x", "#"
  };

  private static final String BEGIN_EXTENSION_MARKS = "eEdDpPxX#";

  static Window of(DigitRun run, int first, int last) {
    String text = run.text();
    boolean closes = closesBracket(run, first, last);
    int start = run.starts()[first];
    if (closes && start > 0 && text.charAt(start - 1) == '(') {
      start--;
    }
    int beforeSpace = start > 0 && text.charAt(start - 1) == ' ' ? start - 1 : start;
    boolean plus = false;
    if (beforeSpace > 0 && isPlus(text.charAt(beforeSpace - 1))) {
      plus = true;
      start = beforeSpace - 1;
      if (closes && start > 0 && text.charAt(start - 1) == '(') {
        start--;
      }
    }
    return new Window(run, first, last, start, extensionEnd(text, run.ends()[last]), plus);
  }

  private static boolean isPlus(char c) {
    return c == '+' || c == '\uFF0B';
  }

  private static boolean closesBracket(DigitRun run, int first, int last) {
    return first < last && run.text().indexOf(')', run.ends()[first], run.starts()[last]) >= 0;
  }

  /** Where the number ends with its extension, such as {@code x155} or {@code ext. 12}. */
  private static int extensionEnd(String text, int end) {
    int from = end;
    while (from < text.length() && from < end + 2 && " ,;".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    if (from == text.length() || BEGIN_EXTENSION_MARKS.indexOf(text.charAt(from)) < 0) {
      return end;
    }
    for (String mark : EXTENSION_MARKS) {
      if (text.regionMatches(true, from, mark, 0, mark.length())) {
        int digit = from + mark.length();
        while (digit < text.length()
            && digit < end + 16
            && " :.".indexOf(text.charAt(digit)) >= 0) {
          digit++;
        }
        int stop = digit;
        while (stop < text.length() && Character.isDigit(text.charAt(stop))) {
          stop++;
        }
        if (stop > digit && stop - digit <= LONGEST_EXTENSION) {
          return stop;
        }
      }
    }
    return end;
  }

  /** The label is read like words before the text. */
  Hint hint(String label) {
    return first > 0
        ? Words.after(run.text(), end) // the digits before it are a barrier
        : Words.around(run.text(), label, start, end);
  }

  /** Whether brackets inside pair up: a closing one without an opening one is a list's. */
  boolean hasEvenBrackets() {
    int open = 0;
    for (int i = start; i < run.starts()[last]; i++) {
      char c = run.text().charAt(i);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open < 0) {
        return false;
      }
    }
    return open == 0;
  }

  boolean hasBracketedArea() {
    int area = run.text().indexOf('(', start, Math.max(start, run.starts()[last]));
    if (area < 0) {
      return false;
    }
    int group = first;
    while (run.starts()[group] < area) {
      group++;
    }
    String digits = run.digits(group, group);
    boolean year = digits.length() == 4 && (digits.startsWith("19") || digits.startsWith("20"));
    return group <= first + 1 && digits.length() <= 5 && !year;
  }

  boolean isBare() {
    return first == last;
  }

  /** Whether it stands for itself, not inside a longer token. */
  boolean standsAlone() {
    return standsAloneLeft() && standsAloneRight();
  }

  private boolean standsAloneLeft() {
    String text = run.text();
    if (first > 0) {
      return run.spaceAfter(first - 1);
    }
    if (start == 0) {
      return true;
    }
    char before = text.charAt(start - 1);
    if (Character.isLetter(before) && text.charAt(start) == '(') {
      return true;
    }
    if (Character.isLetterOrDigit(before) || before == '_' || before == '@') {
      return false;
    }
    boolean digitBefore = start > 1 && Character.isDigit(text.charAt(start - 2));
    boolean letterBefore = start > 1 && Character.isLetter(text.charAt(start - 2));
    return switch (before) {
      case ':', ',', '=' -> !digitBefore || (before == ',' && !isBare());
      case '-', '.', '/', '\u2013' ->
          !digitBefore && (!letterBefore || plus || Words.isPhoneWordBefore(text, start));
      default -> true;
    };
  }

  private boolean standsAloneRight() {
    String text = run.text();
    if (end == run.ends()[last] && last + 1 < run.groups()) {
      return run.spaceAfter(last);
    }
    if (end >= text.length()) {
      return true;
    }
    char after = text.charAt(end);
    if (Character.isLetterOrDigit(after) || after == '_' || after == '@') {
      return false;
    }
    char next = end + 1 < text.length() ? text.charAt(end + 1) : ' ';
    return switch (after) {
      case ':' -> !Character.isDigit(next);
      case ',' -> !Character.isDigit(next) || !isBare();
      case '.' -> !Character.isLetter(next) || !isBare();
      case '-', '/' -> !Character.isLetter(next) || plus || Words.isPhoneWordAfter(text, end);
      default -> true;
    };
  }
}
