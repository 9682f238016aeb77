package dev.mneme.redaction;

import dev.mneme.redaction.address.AddressDetector;
import dev.mneme.redaction.canonical.Characters;
import dev.mneme.redaction.canonical.Folding;

/**
 * What one pass over the characters says about a text; lets each detector decide whether to search
 * it.
 *
 * @param digits how many digits it holds, of any script
 * @param dottedDigits how many full stops follow a digit
 * @param longestToken letters, digits and the marks of keys without a gap
 * @param disguised whether there are characters that stand for others or for nothing
 * @param signals a bit for each {@link Signal}
 * @param digitWords how many words spell a digit
 * @param postcodes how many runs of five digits there are
 */
public record Profile(
    boolean atSign,
    int digits,
    int dottedDigits,
    int colons,
    int hyphens,
    int longestToken,
    boolean disguised,
    int signals,
    int digitWords,
    int postcodes) {
  private static final byte OTHER = 0;
  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;
  private static final byte DOT = 3;
  private static final byte COLON = 4;
  private static final byte HYPHEN = 5;
  private static final byte AT = 6;
  private static final byte TOKEN_MARK = 7;

  private static final int POSTCODE = 5;
  private static final int SHORTEST_STREET = 6;
  private static final int STREET = 1 << Signal.ADDRESS.ordinal();
  private static final int DIGIT_WORD = 1 << Signal.SPELLED_DIGIT.ordinal();
  private static final int AT_WORD = 1 << Signal.SPELLED_AT.ordinal();

  private static final byte[] CLASSES = classes();

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (char c = 'a'; c <= 'z'; c++) {
      classes[c] = LETTER;
      classes[c - 32] = LETTER;
    }
    for (char c = '0'; c <= '9'; c++) {
      classes[c] = DIGIT;
    }
    classes['.'] = DOT;
    classes[':'] = COLON;
    classes['-'] = HYPHEN;
    classes['@'] = AT;
    for (char c : "_+/=".toCharArray()) {
      classes[c] = TOKEN_MARK;
    }
    return classes;
  }

  public static Profile of(String text) {
    boolean at = false;
    boolean disguised = false;
    int digits = 0;
    int dottedDigits = 0;
    int colons = 0;
    int hyphens = 0;
    int longestToken = 0;
    int signals = 0;
    int digitWords = 0;
    int digitRun = 0;
    int postcodes = 0;
    long word = 0;
    int wordStart = 0;
    int tokenStart = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      byte kind = c < 0x80 ? CLASSES[c] : OTHER;
      if (kind == LETTER) {
        boolean hump = c < 'a' && word != 0 && text.charAt(i - 1) >= 'a';
        if (hump) {
          int signal = announced(word, text, wordStart, i);
          signals |= signal;
          digitWords += (signal & DIGIT_WORD) != 0 ? 1 : 0;
          word = 0;
        }
        if (word == 0) {
          wordStart = i;
        }
        word = Signal.next(word, (char) (c | 0x20));
        continue;
      }
      if (c >= 0x80) {
        disguised = disguised || Characters.isDisguise(text, i);
        if (Character.isLetter(c)) {
          if (word == 0) {
            wordStart = i;
          }
          word = Signal.next(word, Folding.fold(c));
          continue;
        }
      }
      if (word != 0) {
        int signal = announced(word, text, wordStart, i);
        signals |= signal;
        digitWords += (signal & DIGIT_WORD) != 0 ? 1 : 0;
        word = 0;
      }
      switch (kind) {
        case DIGIT -> {
          digits++;
          digitRun = i > 0 && isDigit(text.charAt(i - 1)) ? digitRun + 1 : 1;
          boolean last = i + 1 == length || !isDigit(text.charAt(i + 1));
          postcodes += last && digitRun == POSTCODE ? 1 : 0;
        }
        case DOT -> dottedDigits += i > 0 && isDigit(text.charAt(i - 1)) ? 1 : 0;
        case COLON -> colons++;
        case HYPHEN -> hyphens++;
        case AT -> at = true;
        case TOKEN_MARK -> {}
        default -> {
          longestToken = Math.max(longestToken, i - tokenStart);
          tokenStart = i + 1;
          digits += c >= 0x80 && Character.isDigit(c) ? 1 : 0;
        }
      }
    }
    if (word != 0) {
      int signal = announced(word, text, wordStart, length);
      signals |= signal;
      digitWords += (signal & DIGIT_WORD) != 0 ? 1 : 0;
    }
    longestToken = Math.max(longestToken, length - tokenStart);
    return new Profile(
        at,
        digits,
        dottedDigits,
        colons,
        hyphens,
        longestToken,
        disguised,
        signals,
        digitWords,
        postcodes);
  }

  /** What a word announces; that it is an at sign counts only in brackets. */
  private static int announced(long word, String text, int wordStart, int end) {
    int signals = Signal.announcedBy(word);
    if (signals == 0 && end - wordStart == 2 && isInward(text, wordStart)) {
      return STREET;
    }
    if (signals == 0
        && end - wordStart >= SHORTEST_STREET
        && AddressDetector.endsLikeAStreet(text, end)) {
      return STREET;
    }
    boolean at = (signals & AT_WORD) != 0;
    return at && !isBracketed(text, wordStart) ? signals & ~AT_WORD : signals;
  }

  /** Whether two letters end a British postcode, as in NW1 6XE. */
  private static boolean isInward(String text, int start) {
    if (start < 4 || !isDigit(text.charAt(start - 1))) {
      return false;
    }
    int outward = text.charAt(start - 2) == ' ' ? start - 3 : start - 2;
    return isDigit(text.charAt(outward)) || isDigit(text.charAt(outward - 1));
  }

  private static boolean isBracketed(String text, int start) {
    int i = start - 1;
    while (i >= 0 && i > start - 3 && text.charAt(i) == ' ') {
      i--;
    }
    return i >= 0 && "([{<".indexOf(text.charAt(i)) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** With what a label announces that stands before the text. */
  Profile under(String label) {
    int announced = label.isEmpty() ? 0 : of(label).signals;
    return (signals | announced) == signals
        ? this
        : new Profile(
            atSign,
            digits,
            dottedDigits,
            colons,
            hyphens,
            longestToken,
            disguised,
            signals | announced,
            digitWords,
            postcodes);
  }

  public boolean announces(Signal signal) {
    return (signals & 1 << signal.ordinal()) != 0;
  }
}
