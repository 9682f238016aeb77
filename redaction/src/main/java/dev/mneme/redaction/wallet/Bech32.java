package dev.mneme.redaction.wallet;

import java.util.Locale;

/** Segregated-witness addresses, BIP 173 and BIP 350: a BCH code over what stands before it. */
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int BECH32 = 1;
  private static final int BECH32M = 0x2bc830a3;

  private Bech32() {}

  static boolean isAddress(String token) {
    String lower = token.toLowerCase(Locale.ROOT);
    if (!token.equals(lower) && !token.equals(token.toUpperCase(Locale.ROOT))) {
      return false;
    }
    int prefix = prefixLength(lower);
    if (prefix == 0) {
      return false;
    }
    int checksum = 1;
    for (int i = 0; i < prefix; i++) {
      checksum = step(checksum, lower.charAt(i) >> 5);
    }
    checksum = step(checksum, 0);
    for (int i = 0; i < prefix; i++) {
      checksum = step(checksum, lower.charAt(i) & 31);
    }
    for (int i = prefix + 1; i < lower.length(); i++) {
      int value = ALPHABET.indexOf(lower.charAt(i));
      if (value < 0) {
        return false;
      }
      checksum = step(checksum, value);
    }
    return checksum == BECH32 || checksum == BECH32M;
  }

  private static int prefixLength(String token) {
    if (token.startsWith("bcrt1")) {
      return 4;
    }
    return token.startsWith("bc1") || token.startsWith("tb1")
        ? 2
        : token.startsWith("ltc1") ? 3 : 0;
  }

  private static int step(int checksum, int value) {
    int top = checksum >>> 25;
    int next = (checksum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
