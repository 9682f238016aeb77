package dev.mneme.redaction.canonical;

import java.text.Normalizer;

/** Characters that stand for a plain one, or for nothing at all. */
public final class Characters {
  private static final int KEYCAP = 0x20E3;

  private Characters() {}

  /** Whether the character at a place is to be read as another, together with others, or not. */
  public static boolean isDisguise(String text, int index) {
    char c = text.charAt(index);
    if (c < 0x300) {
      return c == 0xA0 || c == 0xAD;
    }
    if (Character.isLowSurrogate(c)) {
      return false;
    }
    int codePoint = Character.isHighSurrogate(c) ? text.codePointAt(index) : c;
    return isHidden(codePoint) || isCombining(codePoint) || plain(codePoint) != codePoint;
  }

  /** Zero-width characters, marks of direction, soft hyphens, variation selectors, tags. */
  static boolean isHidden(int c) {
    return c == 0xAD
        || c == 0x34F
        || c == 0x61C
        || c == 0x180E
        || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F)
        || (c >= 0xFE00 && c <= 0xFE0F)
        || c == 0xFEFF
        || c == KEYCAP
        || (c >= 0xE0000 && c <= 0xE01EF);
  }

  public static boolean isCombining(int c) {
    return c >= 0x300
        && switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  /** The plain character a code point stands for; itself if it is plain. */
  static int plain(int c) {
    if (c < 0xA0) {
      return c;
    }
    if (c > 0xFF00 && c < 0xFF5F) {
      return c - 0xFEE0;
    }
    return switch (c) {
      case 0xA0, 0x202F, 0x205F, 0x3000 -> ' ';
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0xFE63 -> '-';
      case 0x2024, 0x3002, 0xFE52, 0xFF61 -> '.';
      case 0xFE6B -> '@';
      case 0x2044, 0x2215 -> '/';
      case 0x2018, 0x2019, 0x02BC -> '\'';
      case 0x201C, 0x201D -> '"';
      case 0xFE55, 0xA789 -> ':';
      default -> letterOrDigit(c);
    };
  }

  private static int letterOrDigit(int c) {
    if (c >= 0x2000 && c <= 0x200A) {
      return ' ';
    }
    if (Character.isDigit(c)) {
      return '0' + Character.digit(c, 10);
    }
    if (c >= 0x2460 && c <= 0x24FF) {
      int value = Character.getNumericValue(c);
      return value >= 0 && value <= 9 ? '0' + value : c;
    }
    if (c >= 0x1D400 && c <= 0x1D7FF) {
      String plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
      return plain.length() == 1 ? plain.charAt(0) : c;
    }
    return c;
  }
}
