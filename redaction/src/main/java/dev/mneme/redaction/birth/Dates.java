package dev.mneme.redaction.birth;

import java.util.Locale;
import java.util.Set;

/** Dates in figures, and with the month in words of six languages. */
final class Dates {
  private static final Set<String> MONTHS =
      Set.of(
          ("january february march april may june july august september october november december"
                  + " jan feb mar apr jun jul aug sep sept oct nov dec"
                  + " ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"
                  + " januar februar märz mai juni juli oktober dezember"
                  + " janvier février mars avril juin juillet août septembre octobre novembre"
                  + " décembre"
                  + " enero febrero marzo abril mayo junio julio agosto septiembre octubre"
                  + " noviembre diciembre"
                  + " gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre")
              .split(" "));

  private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th", "er", "º", "ème");
  private static final Set<String> OF = Set.of("of", "de", "del", "the");

  private final String text;
  private int at;
  private int startOfNumber;

  private Dates(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** The end of a date that starts here, or -1. */
  static int end(String text, int start) {
    return Character.isDigit(text.charAt(start))
        ? new Dates(text, start).fromFigures()
        : new Dates(text, start).fromMonth();
  }

  private int fromFigures() {
    int first = number();
    int length = at - startOfNumber;
    if (length == 8 && endsHere()) {
      return isCompact(first) ? at : -1;
    }
    int mark = at;
    int inFigures = figures(first, length);
    if (inFigures > 0) {
      return inFigures;
    }
    at = mark;
    return length <= 2 && isDay(first) ? dayThenMonth() : -1;
  }

  private int number() {
    startOfNumber = at;
    int value = 0;
    while (at < text.length() && at - startOfNumber < 9 && isDigit(at)) {
      value = value * 10 + text.charAt(at++) - '0';
    }
    return value;
  }

  private static boolean isCompact(int number) {
    return isYear(number / 10_000, 4) && isDayAndMonth(number / 100 % 100, number % 100);
  }

  private int figures(int first, int length) {
    if (at >= text.length() || "./-".indexOf(text.charAt(at)) < 0) {
      return -1;
    }
    char mark = text.charAt(at++);
    skipSpace();
    int second = number();
    int secondLength = at - startOfNumber;
    if (secondLength == 0 || secondLength > 2 || at >= text.length() || text.charAt(at) != mark) {
      return -1;
    }
    at++;
    skipSpace();
    int third = number();
    int thirdLength = at - startOfNumber;
    boolean yearFirst =
        isYear(first, length) && length == 4 && thirdLength <= 2 && isDayAndMonth(second, third);
    boolean yearLast = length <= 2 && isYear(third, thirdLength) && isDayAndMonth(first, second);
    return (yearFirst || yearLast) && thirdLength > 0 && endsHere() ? at : -1;
  }

  private int dayThenMonth() {
    ordinal();
    skipSpaceAndMarks();
    if (OF.contains(peek())) {
      at += peek().length();
      skipSpaceAndMarks();
    }
    String month = peek();
    if (!MONTHS.contains(month)) {
      return -1;
    }
    at += month.length();
    return withYear();
  }

  private int fromMonth() {
    String month = peek();
    if (!MONTHS.contains(month)) {
      return -1;
    }
    at += month.length();
    skipSpaceAndMarks();
    if (OF.contains(peek())) {
      at += peek().length();
      skipSpaceAndMarks();
    }
    int number = number();
    int length = at - startOfNumber;
    if (length == 4) {
      return isYear(number, 4) && endsHere() ? at : -1;
    }
    if (length == 0 || length > 2 || !isDay(number)) {
      return -1;
    }
    ordinal();
    return withYear();
  }

  /** With the year if one follows, else as it stands. */
  private int withYear() {
    int without = at;
    skipSpaceAndMarks();
    if (OF.contains(peek())) {
      at += peek().length();
      skipSpaceAndMarks();
    }
    int year = number();
    int length = at - startOfNumber;
    return length == 4 && isYear(year, 4) && endsHere() ? at : without;
  }

  private void ordinal() {
    String word = peek();
    if (ORDINALS.contains(word)) {
      at += word.length();
    } else if (at < text.length() && text.charAt(at) == '.') {
      at++;
    }
  }

  private void skipSpace() {
    if (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private void skipSpaceAndMarks() {
    int limit = at + 3;
    while (at < text.length() && at < limit && " ,.-/'".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The word that starts here, in lower case; empty if none does. */
  private String peek() {
    int end = at;
    while (end < text.length() && end < at + 12 && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end).toLowerCase(Locale.ROOT);
  }

  private boolean endsHere() {
    return at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
  }

  private boolean isDigit(int index) {
    return text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private static boolean isDay(int day) {
    return day >= 1 && day <= 31;
  }

  private static boolean isDayAndMonth(int a, int b) {
    return a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
  }

  private static boolean isYear(int year, int length) {
    return length == 2 || (length == 4 && year >= 1900 && year < 2100);
  }
}
