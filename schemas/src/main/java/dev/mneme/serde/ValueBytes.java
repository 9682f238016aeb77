package dev.mneme.serde;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * The bytes of one value while it is written, in Avro's binary encoding. Used again for the next
 * value of the same thread, so that a value costs one array: the one that is handed out.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">the
 *     encoding</a>
 */
final class ValueBytes {

  private static final int USUAL = 1024;

  /** A rare large value is not to stay in the memory of every thread that wrote one. */
  private static final int MOST_KEPT = 64 * 1024;

  private static final int LONGEST_NUMBER = 10;
  private static final int UUID_CHARACTERS = 36;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[USUAL];
  private int size;

  /** Forgets what was written before. */
  ValueBytes begin() {
    size = 0;
    if (bytes.length > MOST_KEPT) {
      bytes = new byte[USUAL];
    }
    return this;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  void raw(byte[] written) {
    room(written.length);
    System.arraycopy(written, 0, bytes, size, written.length);
    size += written.length;
  }

  void bool(boolean value) {
    room(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  /** Avro writes an int and a long of the same value alike: zigzag, then seven bits a byte. */
  void number(long value) {
    room(LONGEST_NUMBER);
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void floating(double value) {
    room(Double.BYTES);
    long rest = Double.doubleToRawLongBits(value);
    for (int i = 0; i < Double.BYTES; i++) {
      bytes[size++] = (byte) rest;
      rest >>>= Byte.SIZE;
    }
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8); // vectorised; a loop here is slower
    number(utf8.length);
    raw(utf8);
  }

  void binary(ByteBuffer value) {
    int length = value.remaining();
    number(length);
    room(length);
    value.get(value.position(), bytes, size, length);
    size += length;
  }

  /** As its 36 characters, without making a string of them. */
  void uuid(UUID value) {
    number(UUID_CHARACTERS);
    room(UUID_CHARACTERS);
    long high = value.getMostSignificantBits();
    long low = value.getLeastSignificantBits();
    hex(high >>> 32, 8);
    bytes[size++] = '-';
    hex(high >>> 16, 4);
    bytes[size++] = '-';
    hex(high, 4);
    bytes[size++] = '-';
    hex(low >>> 48, 4);
    bytes[size++] = '-';
    hex(low, 12);
  }

  private void hex(long value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[(int) (value >>> shift) & 0xf];
    }
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }
}
