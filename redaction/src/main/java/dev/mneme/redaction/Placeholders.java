package dev.mneme.redaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Placeholders, as they stand in a text: {@code [EMAIL]}, {@code [PHONE:***58]}, {@code
 * [EMAIL:hash:…]}, {@code [EMAIL:token:…]} with nothing but letters for the dots.
 */
final class Placeholders {
  static final String HASH = ":hash:";
  static final String TOKEN = ":token:";
  private static final String MASK = ":***";

  private static final Map<String, PiiType> TYPES = new HashMap<>();

  private static final int LONGEST_NAME;

  static {
    int longest = 0;
    for (PiiType type : PiiType.values()) {
      TYPES.put(type.name(), type);
      longest = Math.max(longest, type.name().length());
    }
    LONGEST_NAME = longest;
  }

  private Placeholders() {}

  static Optional<PiiType> type(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }

  /** Where placeholders stand already. */
  static List<Finding> in(String text) {
    List<Finding> places = new ArrayList<>();
    for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
      int nameEnd = open + 1;
      while (nameEnd < text.length()
          && nameEnd - open <= LONGEST_NAME
          && isNamePart(text.charAt(nameEnd))) {
        nameEnd++;
      }
      PiiType type = TYPES.get(text.substring(open + 1, nameEnd));
      int end = type == null ? -1 : end(text, nameEnd);
      if (type != null && end > 0) {
        places.add(new Finding(type, open, end));
      }
    }
    return places;
  }

  private static boolean isNamePart(char c) {
    return (c >= 'A' && c <= 'Z') || c == '_';
  }

  /** The end of a placeholder whose name ends here, or -1. */
  private static int end(String text, int nameEnd) {
    int close;
    if (text.startsWith(MASK, nameEnd)) {
      int shown = nameEnd + MASK.length();
      close = shown;
      while (close < text.length()
          && close < shown + Operator.Mask.MOST_SHOWN
          && Character.isLetterOrDigit(text.charAt(close))) {
        close++;
      }
    } else if (text.startsWith(HASH, nameEnd)) {
      close = lettersEnd(text, nameEnd + HASH.length());
    } else if (text.startsWith(TOKEN, nameEnd)) {
      close = lettersEnd(text, nameEnd + TOKEN.length());
    } else {
      close = nameEnd;
    }
    return close < text.length() && text.charAt(close) == ']' ? close + 1 : -1;
  }

  private static int lettersEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'p') {
      end++;
    }
    return end;
  }

  /** {@code [PHONE:***58]}. */
  static String masked(PiiType type, String text, int shown) {
    StringBuilder last = new StringBuilder(shown);
    int letters = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        letters++;
        if (last.length() < shown) {
          last.append(c);
        }
      }
    }
    last.setLength(Math.min(last.length(), letters / 2));
    return "[" + type.name() + MASK + last.reverse() + "]";
  }
}
