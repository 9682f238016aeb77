package dev.mneme.redaction;

import dev.mneme.redaction.canonical.Canonical;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that hashes and seals what is redacted. Both are the same for the same text, so that a
 * text redacted again after a failure comes out the same: the nonce of a seal is a keyed hash of
 * what it seals (as in SIV), AES-GCM does the rest. Written in the letters a to p, four bits each,
 * since digits could be taken for personal data again.
 */
public final class RedactionKey {
  private static final int LEAST_BYTES = 32;
  private static final int HASH_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final byte[] hashing;
  private final byte[] nonces;
  private final byte[] sealing;

  /**
   * @param secret at least 32 random bytes
   */
  public RedactionKey(byte[] secret) {
    if (secret.length < LEAST_BYTES) {
      throw new IllegalArgumentException("the redaction key is shorter than 32 bytes");
    }
    hashing = mac(secret, "mneme redaction hash".getBytes(StandardCharsets.UTF_8));
    nonces = mac(secret, "mneme redaction nonce".getBytes(StandardCharsets.UTF_8));
    sealing = mac(secret, "mneme redaction seal".getBytes(StandardCharsets.UTF_8));
  }

  /** However it is written: case, spaces and marks other than those of an e-mail do not count. */
  String hash(PiiType type, String text) {
    StringBuilder essence = new StringBuilder(text.length());
    String plain = Canonical.of(text).text().toLowerCase(Locale.ROOT);
    plain
        .codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || c == '@' || c == '.')
        .forEach(essence::appendCodePoint);
    return letters(Arrays.copyOf(mac(hashing, bytes(type, essence.toString())), HASH_BYTES));
  }

  String seal(PiiType type, String text) {
    byte[] nonce = Arrays.copyOf(mac(nonces, bytes(type, text)), NONCE_BYTES);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, type, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
      return letters(
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java seals with AES-GCM", e);
    }
  }

  /**
   * What a placeholder such as {@code [EMAIL:token:…]} stands for; empty if it is none, or was
   * sealed by another key. Whoever calls this authorises and audits it.
   */
  public Optional<String> reveal(String placeholder) {
    int colon = placeholder.indexOf(Placeholders.TOKEN);
    if (!placeholder.startsWith("[") || !placeholder.endsWith("]") || colon < 0) {
      return Optional.empty();
    }
    Optional<PiiType> type = Placeholders.type(placeholder.substring(1, colon));
    byte[] sealed =
        fromLetters(
            placeholder.substring(colon + Placeholders.TOKEN.length(), placeholder.length() - 1));
    if (type.isEmpty() || sealed.length <= NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, type.get(), Arrays.copyOf(sealed, NONCE_BYTES))
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, PiiType type, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(sealing, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(type.name().getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] bytes(PiiType type, String text) {
    return (type.name() + '\0' + text).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] mac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String letters(byte[] bytes) {
    StringBuilder letters = new StringBuilder(bytes.length * 2);
    for (byte b : bytes) {
      letters.append((char) ('a' + (b >> 4 & 15))).append((char) ('a' + (b & 15)));
    }
    return letters.toString();
  }

  /** The bytes that letters stand for; none if they stand for none. */
  private static byte[] fromLetters(String letters) {
    byte[] bytes = new byte[letters.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = letters.charAt(2 * i) - 'a';
      int low = letters.charAt(2 * i + 1) - 'a';
      if (high < 0 || high > 15 || low < 0 || low > 15) {
        return new byte[0];
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }
}
