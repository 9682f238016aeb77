package dev.mneme.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids that follow from what they identify, so that doing the same work again gives the same id and
 * whoever causes a thing can name it before it exists.
 *
 * <p>Format: the first 16 bytes of SHA-256 over the kind and the parts, each preceded by its length
 * in bytes as a 32-bit big-endian integer; version 8 and the variant of RFC 9562 set.
 */
public final class DerivedId {

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException("every Java has SHA-256", e);
            }
          });

  private DerivedId() {}

  /**
   * @param kind what the id is for, such as {@code memory} or {@code audit}: the same parts give
   *     another id for another kind
   */
  public static UUID of(String kind, String... parts) {
    MessageDigest digest = SHA_256.get();
    digest.reset();
    update(digest, kind);
    for (String part : parts) {
      update(digest, part);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static void update(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
