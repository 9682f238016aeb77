package dev.mneme.identity;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 of what must be recognisable but not readable. Whoever lacks the key can neither
 * reverse a hash nor test a guess against it. Results are 64 lower-case hexadecimal digits.
 */
public final class KeyedHash {

  private static final int LEAST_KEY_BYTES = 32;

  private final ThreadLocal<Mac> mac;

  /**
   * @param key at least 32 bytes
   * @throws IllegalArgumentException when it is shorter
   */
  public KeyedHash(byte[] key) {
    if (key.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "the audit key has " + key.length + " bytes; it needs at least " + LEAST_KEY_BYTES);
    }
    SecretKeySpec secret = new SecretKeySpec(key, "HmacSHA256");
    this.mac = ThreadLocal.withInitial(() -> newMac(secret));
    mac.get();
  }

  /** Hash of a person within a tenant. */
  public String subject(String tenant, String pseudonym) {
    return hash("subject", tenant, pseudonym);
  }

  /** Hash of redacted content. */
  public String content(String text) {
    return hash("content", text);
  }

  /** Proof that whoever sends the request has the key: an instance, and no caller. */
  public String request(String text) {
    return hash("request", text);
  }

  private String hash(String purpose, String... parts) {
    Mac hmac = mac.get();
    hmac.update(purpose.getBytes(StandardCharsets.UTF_8));
    for (String part : parts) {
      hmac.update((byte) 0); // no part contains it after validation, so the boundary is unambiguous
      hmac.update(part.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(hmac.doFinal());
  }

  private static Mac newMac(SecretKeySpec secret) {
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(secret);
      return hmac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
