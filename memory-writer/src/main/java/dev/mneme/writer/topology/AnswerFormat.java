package dev.mneme.writer.topology;

import dev.mneme.events.OutcomeResult;
import dev.mneme.writer.memories.Answer;
import dev.mneme.writer.memories.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the answer to an event lies in the store and its changelog.
 *
 * <pre>
 * answer = 1                                              a memory stored under the event's own id
 *        | 2 result(utf) reason(utf) affected(int) id     anything else; no reason is an empty one
 * id     = 0 | 1 (2 longs)
 * </pre>
 */
final class AnswerFormat {
  private static final byte STORED = 1;
  private static final byte OTHER = 2;

  private AnswerFormat() {}

  /**
   * @param key of the event, which is the id of the memory it stores
   */
  static byte[] encode(UUID key, Answer answer) {
    if (answer.equals(stored(key))) {
      return new byte[] {STORED};
    }
    var bytes = new ByteArrayOutputStream(64);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(OTHER);
      out.writeUTF(answer.result().name());
      out.writeUTF(answer.reason() == null ? "" : answer.reason().word());
      out.writeInt(answer.affected());
      UUID memory = answer.memory();
      out.writeBoolean(memory != null);
      if (memory != null) {
        out.writeLong(memory.getMostSignificantBits());
        out.writeLong(memory.getLeastSignificantBits());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalStateException when the bytes are no answer this version knows
   */
  static Answer decode(UUID key, byte[] bytes) {
    if (bytes.length == 1 && bytes[0] == STORED) {
      return stored(key);
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte kind = in.readByte();
      if (kind != OTHER) {
        throw new IllegalStateException("the answer to an event has kind " + kind);
      }
      OutcomeResult result = OutcomeResult.valueOf(in.readUTF());
      @Nullable Reason reason = Reason.ofWord(in.readUTF()).orElse(null);
      int affected = in.readInt();
      UUID memory = in.readBoolean() ? new UUID(in.readLong(), in.readLong()) : null;
      return new Answer(result, memory, affected, reason);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("the answer to an event is damaged", e);
    }
  }

  private static Answer stored(UUID key) {
    return new Answer(OutcomeResult.SUCCESS, key, 1, null);
  }
}
