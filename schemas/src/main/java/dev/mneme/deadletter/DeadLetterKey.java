package dev.mneme.deadletter;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that dead letters are sealed with: AES-256-GCM, a fresh 12-byte nonce before the
 * ciphertext, the 128-bit tag after it. The letter's id is authenticated with it, so a sealed
 * record cannot be moved to another letter.
 */
public final class DeadLetterKey {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int ID_BYTES = 4;

  private final SecretKeySpec key;
  private final String id;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param key 32 bytes
   * @throws IllegalArgumentException when it has another length
   */
  public DeadLetterKey(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "the dead-letter key has " + key.length + " bytes; it needs " + KEY_BYTES);
    }
    this.key = new SecretKeySpec(key, "AES");
    this.id = fingerprint(key);
  }

  /**
   * Tells keys apart without giving anything of them away: eight hexadecimal digits of their
   * SHA-256.
   */
  public String id() {
    return id;
  }

  byte[] seal(byte[] plain, byte[] boundTo) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, boundTo);
      ByteBuffer sealed = ByteBuffer.allocate(NONCE_BYTES + cipher.getOutputSize(plain.length));
      return sealed.put(nonce).put(cipher.doFinal(plain)).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES/GCM", e);
    }
  }

  byte[] open(byte[] sealed, byte[] boundTo) {
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, boundTo);
      return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (AEADBadTagException e) {
      throw new IllegalArgumentException(
          "the dead letter was sealed with another key, or changed; this is key " + id, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES/GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] boundTo) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(boundTo);
    return cipher;
  }

  private static String fingerprint(byte[] key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
