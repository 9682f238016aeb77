package dev.mneme.reader.embedding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What of a memory is embedded: who said it, and what was said. A name tells a small model more
 * about a short turn than most of its words.
 */
public record EmbeddedText(String text) {

  public static EmbeddedText of(@Nullable String speaker, String said) {
    return new EmbeddedText(speaker == null || speaker.isBlank() ? said : speaker + ": " + said);
  }

  /** SHA-256 of the text: the same vector stands for the same text, whatever else changes. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The first eight bytes of a hash: enough to tell the texts of one subject apart. */
  public static long shortened(byte[] hash) {
    return ByteBuffer.wrap(hash).getLong();
  }

  /** Says how long it is, never what it says. */
  @Override
  public String toString() {
    return "EmbeddedText[" + text.length() + " characters]";
  }
}
