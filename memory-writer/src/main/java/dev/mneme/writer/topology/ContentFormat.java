package dev.mneme.writer.topology;

import dev.mneme.writer.memories.Content;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * How a content lies in the store and its changelog.
 *
 * <pre>
 * content = kind 1, held:       memory(2 longs)
 *         | kind 2, superseded: memory(2 longs)
 *         | kind 3, forgotten:  at(long)
 * </pre>
 *
 * Kind is one byte, numbers are big-endian, times milliseconds since 1970.
 */
final class ContentFormat {
  private static final byte HELD = 1;
  private static final byte SUPERSEDED = 2;
  private static final byte FORGOTTEN = 3;

  private ContentFormat() {}

  static byte[] encode(Content content) {
    return switch (content) {
      case Content.Held(UUID memory) -> named(HELD, memory);
      case Content.Superseded(UUID memory) -> named(SUPERSEDED, memory);
      case Content.Forgotten(Instant at) ->
          ByteBuffer.allocate(1 + Long.BYTES).put(FORGOTTEN).putLong(at.toEpochMilli()).array();
    };
  }

  /**
   * @throws IllegalStateException when the bytes are no content this version knows
   */
  static Content decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte kind = in.get();
    return switch (kind) {
      case HELD -> new Content.Held(new UUID(in.getLong(), in.getLong()));
      case SUPERSEDED -> new Content.Superseded(new UUID(in.getLong(), in.getLong()));
      case FORGOTTEN -> new Content.Forgotten(Instant.ofEpochMilli(in.getLong()));
      default -> throw new IllegalStateException("a content has kind " + kind);
    };
  }

  private static byte[] named(byte kind, UUID memory) {
    return ByteBuffer.allocate(1 + 2 * Long.BYTES)
        .put(kind)
        .putLong(memory.getMostSignificantBits())
        .putLong(memory.getLeastSignificantBits())
        .array();
  }
}
