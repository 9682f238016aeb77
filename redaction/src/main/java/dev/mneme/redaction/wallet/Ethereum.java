package dev.mneme.redaction.wallet;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * {@code 0x} and forty hexadecimal digits; when these mix capitals and small letters, the capitals
 * are a checksum (EIP-55).
 */
final class Ethereum {
  private static final int LENGTH = 42;

  private Ethereum() {}

  static boolean isAddress(String token) {
    if (token.length() != LENGTH || !token.startsWith("0x")) {
      return false;
    }
    String digits = token.substring(2);
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), 16) < 0) {
        return false;
      }
    }
    String lower = digits.toLowerCase(Locale.ROOT);
    boolean mixed = !digits.equals(lower) && !digits.equals(digits.toUpperCase(Locale.ROOT));
    return !mixed || isChecksummed(digits, lower);
  }

  private static boolean isChecksummed(String digits, String lower) {
    byte[] hash = Keccak.hash256(lower.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < digits.length(); i++) {
      int nibble = i % 2 == 0 ? hash[i / 2] >> 4 & 15 : hash[i / 2] & 15;
      char c = digits.charAt(i);
      if (Character.isLetter(c) && Character.isUpperCase(c) != nibble >= 8) {
        return false;
      }
    }
    return true;
  }
}
