package dev.mneme.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The number that a subject draws under a seed: SHA-256 of {@code seed:pseudonym} in UTF-8, its
 * first eight bytes as an unsigned big-endian number, modulo 10 000.
 *
 * <p>It follows from pseudonym and seed alone. So every instance, in every service and language,
 * says the same; a subject does not go back and forth; and who is below a limit is below every
 * higher one. Another seed draws independently of the first.
 *
 * <p>Test vectors are in {@code docs/rollout.md}.
 */
public final class SubjectDraw {

  /** Numbers are from 0 to one less: hundredths of a percent. */
  public static final int NUMBERS = 10_000;

  private SubjectDraw() {}

  public static int of(String seed, String pseudonym) {
    byte[] digest = sha256().digest((seed + ":" + pseudonym).getBytes(StandardCharsets.UTF_8));
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), NUMBERS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
