package dev.mneme.identity;

/**
 * The only way a person is named: {@code hs_} and 43 or more base64url characters, or 64
 * hexadecimal digits. Both are the usual forms of a 256-bit hash; anything else may be a raw
 * identifier and is refused.
 */
public final class Pseudonym {

  private static final String PREFIX = "hs_";
  private static final int SHORTEST = PREFIX.length() + 43;
  private static final int LONGEST = 128;
  private static final int HEX_DIGITS = 64;

  private Pseudonym() {}

  /** Every event is asked this more than once, so it is a loop and not a pattern. */
  public static boolean isValid(String candidate) {
    int length = candidate.length();
    if (candidate.startsWith(PREFIX)) {
      return length >= SHORTEST && length <= LONGEST && isBase64Url(candidate, PREFIX.length());
    }
    return length == HEX_DIGITS && isHex(candidate);
  }

  private static boolean isBase64Url(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letter && (c < '0' || c > '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && (c < 'a' || c > 'f') && (c < 'A' || c > 'F')) {
        return false;
      }
    }
    return true;
  }
}
