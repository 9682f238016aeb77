package dev.mneme.identity;

import dev.mneme.events.AuditEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of single subjects: random, kept only sealed, and gone for good once what is sealed is
 * deleted. An entry of the audit names its subject by
 *
 * <pre>
 * HMAC-SHA-256(key of the subject, hash of tenant and pseudonym with the audit key)
 * </pre>
 *
 * so that whoever has the audit key can still say what a subject's entries are while the subject's
 * key is there, and nobody can once it is not.
 */
public final class SubjectKeyring {
  private static final String HMAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec sealing;
  private final RandomGenerator random;

  /**
   * @param auditKey at least 32 bytes
   */
  public SubjectKeyring(byte[] auditKey) {
    this(auditKey, new SecureRandom());
  }

  /**
   * @param random keys and nonces are made of it: anything but a {@link SecureRandom} is for tests
   */
  public SubjectKeyring(byte[] auditKey, RandomGenerator random) {
    this.random = random;
    if (auditKey.length < KEY_BYTES) {
      throw new IllegalArgumentException(
          "the audit key has " + auditKey.length + " bytes; it needs at least " + KEY_BYTES);
    }
    this.sealing = new SecretKeySpec(hmac(auditKey, utf8("subject-keys")), "AES");
  }

  /** A new key. */
  public byte[] fresh() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  /**
   * @param subjectHash whose key it is, as {@link KeyedHash#subject} says
   */
  public byte[] seal(String subjectHash, byte[] key) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, subjectHash).doFinal(key);
      return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES/GCM", e);
    }
  }

  /**
   * @throws IllegalArgumentException when it was sealed for another subject or with another key
   */
  public byte[] open(String subjectHash, byte[] sealed) {
    if (sealed.length <= NONCE_BYTES) {
      throw new IllegalArgumentException("a sealed key has " + sealed.length + " bytes");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), subjectHash)
          .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (AEADBadTagException e) {
      throw new IllegalArgumentException(
          "a subject's key was sealed with another audit key, or changed", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES/GCM", e);
    }
  }

  /** A hash with the audit key, hashed once more with the subject's. */
  public static String hash(byte[] key, String hash) {
    return HexFormat.of().formatHex(hmac(key, utf8(hash)));
  }

  /** The entry as it may be written: subject and content are hashed with the subject's key. */
  public static AuditEvent attributed(AuditEvent entry, byte[] key) {
    return new SubjectHashing(entry.getSubjectHash(), key).attributed(entry);
  }

  private Cipher cipher(int mode, byte[] nonce, String boundTo) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(utf8(boundTo));
    return cipher;
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
