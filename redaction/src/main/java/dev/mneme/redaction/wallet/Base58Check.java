package dev.mneme.redaction.wallet;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A version, twenty bytes, and the first four of their double SHA-256: addresses of Bitcoin and of
 * those who took its format.
 */
final class Base58Check {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(58);
  private static final int BYTES = 25;

  /** Bitcoin 1 and 3, Litecoin L and M, Dogecoin D and A, Tron T, Dash X and 7, test networks. */
  private static final int[] VERSIONS = {
    0x00, 0x05, 0x30, 0x32, 0x1e, 0x16, 0x41, 0x4c, 0x10, 0x6f, 0xc4
  };

  private Base58Check() {}

  static boolean isAddress(String token) {
    if (token.length() > 35) {
      return false;
    }
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < token.length(); i++) {
      int value = ALPHABET.indexOf(token.charAt(i));
      if (value < 0) {
        return false;
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(value));
    }
    byte[] decoded = number.toByteArray();
    int from = decoded.length > 1 && decoded[0] == 0 ? 1 : 0;
    int length = decoded.length - from;
    if (length > BYTES) {
      return false;
    }
    byte[] bytes = new byte[BYTES];
    System.arraycopy(decoded, from, bytes, BYTES - length, length);
    return isKnown(bytes[0] & 0xff) && leadingOnes(token) == leadingZeros(bytes) && checks(bytes);
  }

  private static int leadingOnes(String token) {
    int ones = 0;
    while (ones < token.length() && token.charAt(ones) == '1') {
      ones++;
    }
    return ones;
  }

  private static int leadingZeros(byte[] bytes) {
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    return zeros;
  }

  private static boolean isKnown(int version) {
    return Arrays.stream(VERSIONS).anyMatch(known -> known == version);
  }

  private static boolean checks(byte[] bytes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(sha.digest(Arrays.copyOf(bytes, BYTES - 4)));
      return Arrays.equals(hash, 0, 4, bytes, BYTES - 4, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
