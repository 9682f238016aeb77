package dev.mneme.redaction.address;

/** Codes of postal areas: five digits, ZIP+4, and those of the United Kingdom and others. */
final class Postcodes {
  private final Tokens tokens;

  Postcodes(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The end of a code that starts at a token, or -1. */
  int end(int index) {
    Token token = tokens.at(index);
    if (isFiveDigits(token) || isZipPlusFour(token)) {
      return index + 1;
    }
    if (isPrefixed(token)) {
      return index + 1;
    }
    return britishEnd(index);
  }

  /** 10115, 34710, 75008. */
  static boolean isFiveDigits(Token token) {
    return token.isAllDigits() && token.digits() == 5;
  }

  /** 1010 Wien, 8001 Zürich: known as a code only by the town after it. */
  static boolean isFourDigits(Token token) {
    return token.isAllDigits() && token.digits() == 4;
  }

  private static boolean isZipPlusFour(Token token) {
    String code = token.folded();
    return token.isNumber()
        && code.length() == 10
        && token.digits() == 5
        && code.charAt(5) == '-'
        && areDigits(code, 6);
  }

  /** D-10115, F-75008, TR-34710. */
  static boolean isPrefixed(Token token) {
    int hyphen = token.folded().indexOf('-');
    return token.isWord()
        && hyphen >= 1
        && hyphen <= 2
        && (token.folded().length() == hyphen + 6 || token.folded().length() == hyphen + 5)
        && areDigits(token.folded(), hyphen + 1);
  }

  /** NW1 6XE, SW1A1AA: an outward code and an inward one. */
  private int britishEnd(int index) {
    Token outward = tokens.at(index);
    String code = outward.folded();
    if (!outward.isWord() || code.length() > 7) {
      return -1;
    }
    Token inward = tokens.at(index + 1);
    if (isOutward(code) && tokens.follows(index + 1) && isInward(inward.folded())) {
      return index + 2;
    }
    int cut = code.length() - 3;
    boolean whole = cut >= 2 && isInward(code.substring(cut)) && isOutward(code.substring(0, cut));
    return whole ? index + 1 : -1;
  }

  private static boolean isOutward(String code) {
    int letters = 0;
    while (letters < code.length() && Character.isLetter(code.charAt(letters))) {
      letters++;
    }
    int rest = code.length() - letters;
    return letters >= 1
        && letters <= 2
        && rest >= 1
        && rest <= 2
        && Character.isDigit(code.charAt(letters));
  }

  /** Whether a British code may end with a token, such as 6XE or SW1A1AA. */
  static boolean mayEnd(Token token) {
    String code = token.folded();
    int length = code.length();
    return length >= 5 && length <= 7 && isInward(code.substring(length - 3));
  }

  private static boolean isInward(String code) {
    return code.length() == 3
        && Character.isDigit(code.charAt(0))
        && Character.isLetter(code.charAt(1))
        && Character.isLetter(code.charAt(2));
  }

  private static boolean areDigits(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
