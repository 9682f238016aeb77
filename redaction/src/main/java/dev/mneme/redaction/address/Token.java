package dev.mneme.redaction.address;

import dev.mneme.redaction.canonical.Folding;
import java.util.ArrayList;
import java.util.List;

/**
 * A word, a number or a mark of a text.
 *
 * @param folded in lower case and without accents; of a number or mark as it stands
 * @param lines how many line ends stand before it
 * @param dotted whether a full stop follows it at once
 */
record Token(
    Kind kind, String folded, int start, int end, boolean capital, int lines, boolean dotted) {
  enum Kind {
    WORD,
    NUMBER,
    MARK
  }

  private static final int LONGEST = 40;

  /** Before a line these quote it, or list it. */
  private static final String QUOTING = ">|?*";

  /** The full stop after a word or number is no token, a quotation mark before a line neither. */
  static List<Token> in(String text) {
    List<Token> tokens = new ArrayList<>(text.length() / 5 + 4);
    int lines = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\n') {
        lines++;
        i++;
      } else if (Character.isWhitespace(c) || (lines > 0 && QUOTING.indexOf(c) >= 0)) {
        i++;
      } else {
        int end = end(text, i);
        boolean mark = !Character.isLetterOrDigit(c) && !isMark(c);
        Kind kind = Character.isDigit(c) ? Kind.NUMBER : mark ? Kind.MARK : Kind.WORD;
        boolean joined = text.startsWith(".-", end) && isPart(text, end + 2);
        end = joined ? end(text, end + 2) : end;
        boolean dotted = kind != Kind.MARK && end < text.length() && text.charAt(end) == '.';
        String folded = end - i > LONGEST ? "" : Folding.fold(text, i, end);
        tokens.add(new Token(kind, folded, i, end, Character.isUpperCase(c), lines, dotted));
        lines = 0;
        i = dotted ? end + 1 : end;
      }
    }
    return tokens;
  }

  private static int end(String text, int start) {
    int end = start + 1;
    char first = text.charAt(start);
    if (!Character.isLetterOrDigit(first) && !isMark(first)) {
      return Character.isHighSurrogate(first) && end < text.length() ? end + 1 : end;
    }
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean inner = (c == '\'' || c == '-' || c == '/' || c == '&') && isPart(text, end + 1);
      boolean splits = c == '/' && !Character.isDigit(text.charAt(end - 1));
      if (!isPart(text, end) && (!inner || splits)) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean isPart(String text, int at) {
    return at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || isMark(text.charAt(at)));
  }

  private static boolean isMark(char c) {
    return c >= 0x300 && Character.getType(c) == Character.NON_SPACING_MARK;
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  boolean is(String mark) {
    return folded.equals(mark);
  }

  /** How many digits it begins with. */
  int digits() {
    int digits = 0;
    while (digits < folded.length() && Character.isDigit(folded.charAt(digits))) {
      digits++;
    }
    return digits;
  }

  boolean isAllDigits() {
    return isNumber() && digits() == folded.length();
  }

  /** 12, 12a, 12-14, 12/3, 221B: one to five digits and little else. */
  boolean isHouseNumber() {
    int digits = digits();
    return isNumber()
        && digits >= 1
        && digits <= 5
        && folded.length() <= digits + 6
        && !isOrdinal();
  }

  /** 5th, 42nd, 3eme. */
  boolean isOrdinal() {
    return isNumber()
        && digits() < folded.length()
        && Lexicon.ORDINALS.contains(folded.substring(digits()));
  }
}
