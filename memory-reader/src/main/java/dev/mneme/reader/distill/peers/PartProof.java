package dev.mneme.reader.distill.peers;

import dev.mneme.identity.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proves that an instance asks, and not a caller with a token: a part says what no caller may be
 * told. {@code <seconds>.<hash>}, the hash keyed as those of the audit and over the moment, the
 * path with its query, and the body.
 */
public final class PartProof {

  public static final String HEADER = "X-Mneme-Part-Proof";

  private static final Duration LIFETIME = Duration.ofSeconds(30);
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\.([0-9a-f]{64})");

  private final KeyedHash hash;

  /**
   * @param hash with a key that all instances have and nobody else
   */
  public PartProof(KeyedHash hash) {
    this.hash = hash;
  }

  public String of(String pathAndQuery, byte[] body, Instant at) {
    return at.getEpochSecond() + "." + hash(pathAndQuery, body, at.getEpochSecond());
  }

  /** Whether it was made by an instance for just this request, a moment ago. */
  public boolean holds(String proof, String pathAndQuery, byte[] body, Instant now) {
    Matcher matcher = FORM.matcher(proof);
    if (!matcher.matches()) {
      return false;
    }
    long at = Long.parseLong(matcher.group(1));
    boolean fresh = Math.abs(now.getEpochSecond() - at) <= LIFETIME.toSeconds();
    byte[] given = matcher.group(2).getBytes(StandardCharsets.US_ASCII);
    byte[] right = hash(pathAndQuery, body, at).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(given, right) && fresh;
  }

  private String hash(String pathAndQuery, byte[] body, long at) {
    return hash.request(
        "distill part\n%d\n%s\n%s"
            .formatted(at, pathAndQuery, new String(body, StandardCharsets.UTF_8)));
  }
}
