package dev.mneme.reader.mode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which subjects belong to a share of them. It follows from the pseudonym alone: every instance
 * says the same, a subject does not go back and forth, and a larger share includes a smaller one.
 */
final class ReadShare {

  /** Another draw than any that is made elsewhere from the same pseudonyms. */
  private static final String DRAW = "read-share:";

  private static final int PARTS = 10_000;

  private ReadShare() {}

  static boolean includes(String subject, int percent) {
    return switch (percent) {
      case 100 -> true;
      case 0 -> false;
      default -> part(subject) < percent * (PARTS / 100);
    };
  }

  private static int part(String subject) {
    byte[] digest = sha256().digest((DRAW + subject).getBytes(StandardCharsets.UTF_8));
    int drawn = (digest[0] & 0x7f) << 24 | (digest[1] & 0xff) << 16 | (digest[2] & 0xff) << 8;
    return (drawn >>> 8) % PARTS;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
