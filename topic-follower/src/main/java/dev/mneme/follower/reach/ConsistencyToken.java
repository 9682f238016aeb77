package dev.mneme.follower.reach;

import dev.mneme.topics.Topics;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * Where an accepted event stands in {@code memory.events}. Callers hand it back as it is; its form
 * is base64url without padding over the partition (32 bits) and the offset (64 bits), big-endian.
 */
public record ConsistencyToken(int partition, long offset) {
  private static final int BYTES = Integer.BYTES + Long.BYTES;

  public String encode() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ByteBuffer.allocate(BYTES).putInt(partition).putLong(offset).array());
  }

  /**
   * @throws IllegalArgumentException when it is no token
   */
  public static ConsistencyToken decode(String token) {
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a consistency token has " + BYTES + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new ConsistencyToken(buffer.getInt(), buffer.getLong());
  }

  /** As a caller handed it back; empty when it is none, or names what cannot be. */
  public static Optional<ConsistencyToken> parse(String given) {
    try {
      ConsistencyToken token = decode(given);
      boolean possible =
          token.partition() >= 0
              && token.partition() < Topics.EVENTS.partitions()
              && token.offset() >= 0
              && token.encode().equals(given);
      return possible ? Optional.of(token) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
