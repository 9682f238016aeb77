package dev.mneme.identity;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** Most ids are of fewer bytes than this; more are digested in steps. */
  private static final int AT_ONCE = 512;

  /** What one thread needs for an id, used again for the next one. */
  private static final class Work {
    private final MessageDigest digest = sha256();
    private final byte[] bytes = new byte[AT_ONCE];
    private int size;

    /** Whatever an id that failed half-way left behind is gone. */
    Work begin() {
      digest.reset();
      size = 0;
      return this;
    }

    /** In front of a part, its length; both in one piece, because each call to the digest costs. */
    void add(String part) {
      byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
      if (AT_ONCE - size < Integer.BYTES + utf8.length) {
        flush();
      }
      LENGTH.set(bytes, size, utf8.length);
      size += Integer.BYTES;
      if (AT_ONCE - size < utf8.length) {
        flush();
        digest.update(utf8);
      } else {
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
      }
    }

    byte[] end() {
      flush();
      return digest.digest();
    }

    private void flush() {
      digest.update(bytes, 0, size);
      size = 0;
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  private static final VarHandle LENGTH =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final ThreadLocal<Work> WORK = ThreadLocal.withInitial(Work::new);

  private DerivedId() {}

  /**
   * @param kind what the id is for, such as {@code memory} or {@code audit}: the same parts give
   *     another id for another kind
   */
  public static UUID of(String kind, String... parts) {
    Work work = WORK.get().begin();
    work.add(kind);
    for (String part : parts) {
      work.add(part);
    }
    ByteBuffer hash = ByteBuffer.wrap(work.end());
    long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
