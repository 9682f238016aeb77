package dev.mneme.guard.rollout.topology;

import dev.mneme.guard.rollout.evidence.Arm;
import dev.mneme.guard.rollout.evidence.Quality;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.outcomes.LatencyHistogram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The forms that all of the controller's formats are made of.
 *
 * <pre>
 * tally   = arm(canary) arm(control) compared(long) overlapSum(double) leaks(long) violations(long)
 *           slowestForget(long)
 * arm     = reads(long) errors(long) refused(long) buckets(short) {index(short) count(long)}*
 * instant = milliseconds(long), or the least long for none
 * </pre>
 *
 * Numbers are big-endian, utf as {@link DataOutputStream#writeUTF}.
 */
final class Bytes {

  private Bytes() {}

  /** Writes something. */
  @FunctionalInterface
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** Reads something. */
  @FunctionalInterface
  interface Read<T> {
    T from(DataInputStream in) throws IOException;
  }

  static byte[] of(byte version, Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(version);
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalStateException when the bytes are damaged or of another version
   */
  static <T> T read(byte[] bytes, byte version, String what, Read<T> read) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte found = in.readByte();
      if (found != version) {
        throw new IllegalStateException(what + " has version " + found + ", known is " + version);
      }
      return read.from(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(what + " of " + bytes.length + " bytes is damaged", e);
    }
  }

  static void write(DataOutputStream out, Tally tally) throws IOException {
    write(out, tally.canary());
    write(out, tally.control());
    Quality quality = tally.quality();
    out.writeLong(quality.compared());
    out.writeDouble(quality.overlapSum());
    out.writeLong(quality.leaks());
    out.writeLong(quality.kViolations());
    out.writeLong(quality.slowestForgetMillis());
  }

  static Tally tally(DataInputStream in) throws IOException {
    return new Tally(
        arm(in),
        arm(in),
        new Quality(in.readLong(), in.readDouble(), in.readLong(), in.readLong(), in.readLong()));
  }

  private static void write(DataOutputStream out, Arm arm) throws IOException {
    out.writeLong(arm.reads());
    out.writeLong(arm.errors());
    out.writeLong(arm.refused());
    Map<Integer, Long> buckets = arm.answered().counts();
    out.writeShort(buckets.size());
    for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
      out.writeShort(bucket.getKey());
      out.writeLong(bucket.getValue());
    }
  }

  private static Arm arm(DataInputStream in) throws IOException {
    long reads = in.readLong();
    long errors = in.readLong();
    long refused = in.readLong();
    var answered = new LatencyHistogram();
    int buckets = in.readShort();
    for (int i = 0; i < buckets; i++) {
      answered.add(in.readShort(), in.readLong());
    }
    return new Arm(reads, errors, refused, answered);
  }

  static void write(DataOutputStream out, @Nullable Instant instant) throws IOException {
    out.writeLong(instant == null ? Long.MIN_VALUE : instant.toEpochMilli());
  }

  static @Nullable Instant instant(DataInputStream in) throws IOException {
    long millis = in.readLong();
    return millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
  }

  static void write(DataOutputStream out, List<String> words) throws IOException {
    out.writeShort(words.size());
    for (String word : words) {
      out.writeUTF(word);
    }
  }

  static List<String> words(DataInputStream in) throws IOException {
    var words = new ArrayList<String>();
    int number = in.readShort();
    for (int i = 0; i < number; i++) {
      words.add(in.readUTF());
    }
    return List.copyOf(words);
  }

  static void write(DataOutputStream out, UUID id) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  static UUID uuid(DataInputStream in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }

  static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
