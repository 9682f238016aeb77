package dev.mneme.serde;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The bytes of one value while it is read, in Avro's binary encoding. Reserves nothing that is
 * larger than what is left of the bytes.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">the
 *     encoding</a>
 */
final class ValueInput {

  private static final int UUID_CHARACTERS = 36;
  private static final int LAST_SHIFT = 63;

  private final byte[] bytes;
  private int at;

  ValueInput(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  boolean isAtEnd() {
    return at == bytes.length;
  }

  private byte next() {
    if (at >= bytes.length) {
      throw malformed("ends too early");
    }
    return bytes[at++];
  }

  boolean bool() {
    return switch (next()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw malformed("has a boolean that is none");
    };
  }

  long number() {
    long rest = 0;
    for (int shift = 0; shift <= LAST_SHIFT; shift += 7) {
      byte next = next();
      rest |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return rest >>> 1 ^ -(rest & 1);
      }
    }
    throw malformed("has a number that is too long");
  }

  int integer() {
    long number = number();
    if (number != (int) number) {
      throw malformed("has an int that is too large");
    }
    return (int) number;
  }

  double floating() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bits |= (next() & 0xffL) << shift;
    }
    return Double.longBitsToDouble(bits);
  }

  String text() {
    int length = length();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  ByteBuffer binary() {
    int length = length();
    ByteBuffer binary = ByteBuffer.allocate(length).put(bytes, at, length).flip();
    at += length;
    return binary;
  }

  /** Of its 36 characters, without making a string of them. */
  UUID uuid() {
    if (length() != UUID_CHARACTERS) {
      throw malformed("has a UUID that is none");
    }
    long first = hex(8);
    hyphen();
    long second = hex(4);
    hyphen();
    long third = hex(4);
    hyphen();
    long fourth = hex(4);
    hyphen();
    return new UUID(first << 32 | second << 16 | third, fourth << 48 | hex(12));
  }

  private void hyphen() {
    if (next() != '-') {
      throw malformed("has a UUID that is none");
    }
  }

  private long hex(int digits) {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw malformed("has a UUID that is none");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /**
   * How many elements come next, of an array or a map; zero when there are no more. Each has at
   * least one byte.
   */
  int elements() {
    long elements = number();
    if (elements < 0) {
      elements = -elements;
      number(); // how many bytes they are
    }
    return withinRest(elements);
  }

  private int length() {
    return withinRest(number());
  }

  private int withinRest(long size) {
    if (size < 0 || size > bytes.length - at) {
      throw malformed("has a size that is more than what is left of it");
    }
    return (int) size;
  }

  static IllegalArgumentException malformed(String how) {
    return new IllegalArgumentException("a value " + how);
  }
}
