package dev.mneme.serde;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The five bytes before an Avro body: magic 0, then the schema id as a big-endian 32-bit integer.
 */
public final class WireFormat {

  public static final byte MAGIC = 0;
  public static final int HEADER_BYTES = 5;

  private WireFormat() {}

  /** The schema id, or empty when the bytes do not begin with the header. */
  public static OptionalInt schemaId(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt());
  }

  /** Says why bytes have no header, without showing any of them. */
  static String whyNoHeader(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "the value is null";
    }
    if (bytes.length < HEADER_BYTES) {
      return "the value has " + bytes.length + " bytes, fewer than the 5 of the header";
    }
    return "the value does not begin with the magic byte 0";
  }
}
