package dev.mneme.guard.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as Standard Webhooks has it: HMAC-SHA256 over id, time and body, so that none can
 * be changed and an old one cannot be sent again unnoticed.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks">Standard Webhooks</a>
 */
public final class Signature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private final SecretKeySpec key;

  private Signature(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * @param secret base64 of 24 to 64 random bytes, with or without {@code whsec_} before it
   * @throws IllegalArgumentException when it is none; the message does not repeat it
   */
  public static Signature of(String secret) {
    byte[] bytes;
    try {
      String stripped = secret.strip();
      bytes =
          Base64.getDecoder()
              .decode(stripped.startsWith(PREFIX) ? stripped.substring(PREFIX.length()) : stripped);
    } catch (IllegalArgumentException e) {
      bytes = new byte[0]; // the cause would repeat a part of the secret
    }
    if (bytes.length < SHORTEST || bytes.length > LONGEST) {
      throw new IllegalArgumentException(
          "MNEME_WEBHOOK_SECRET must be base64 of 24 to 64 random bytes, such as whsec_ and what"
              + " \"openssl rand -base64 32\" prints");
    }
    return new Signature(bytes);
  }

  /**
   * @param seconds of the epoch
   * @return the value of the header {@code webhook-signature}
   */
  public String of(String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update("%s.%d.".formatted(id, seconds).getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
