package dev.mneme.reader.export;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe
 * instead, and so does one that began with an apostrophe: whoever takes one away has what was
 * there.
 */
final class Csv {

  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";
  private static final char APOSTROPHE = '\'';

  private Csv() {}

  static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    String safe = isDangerous(text) ? APOSTROPHE + text : text;
    boolean quoted =
        safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n' || c == ';')
            || !safe.equals(safe.strip());
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  /** Spreadsheets pass over blanks before they look. */
  private static boolean isDangerous(String text) {
    String seen = text.stripLeading();
    return !text.isEmpty()
        && (text.charAt(0) == APOSTROPHE
            || FORMULA.indexOf(text.charAt(0)) >= 0
            || (!seen.isEmpty() && FORMULA.indexOf(seen.charAt(0)) >= 0));
  }
}
