package dev.mneme.guard.topology;

import dev.mneme.guard.decision.ScopeEvent;
import dev.mneme.guard.scopes.History;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;

/**
 * How a scope's history lies in the store and its changelog.
 *
 * <pre>
 * history = version(1 byte, 1)  count(byte) event*  count(byte) command*
 * event   = kind(utf) cause(utf) because(utf) epoch(long) actor(utf) at(long)
 * command = id(2 longs) changed(boolean) because(utf)
 * </pre>
 *
 * In the words of {@link StateFormat}.
 */
final class HistoryFormat {
  private static final byte VERSION = 1;

  private HistoryFormat() {}

  static byte[] encode(History history) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeByte(history.events().size());
      for (History.Happened event : history.events()) {
        out.writeUTF(event.kind().name());
        out.writeUTF(event.cause());
        out.writeUTF(event.because());
        out.writeLong(event.epoch());
        out.writeUTF(event.actor());
        out.writeLong(event.at().toEpochMilli());
      }
      out.writeByte(history.commands().size());
      for (History.Told told : history.commands()) {
        out.writeLong(told.id().getMostSignificantBits());
        out.writeLong(told.id().getLeastSignificantBits());
        out.writeBoolean(told.changed());
        out.writeUTF(told.because());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalStateException when the bytes are no history this version knows
   */
  static History decode(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("guard history has version " + version + ", known is 1");
      }
      int events = in.readByte();
      var happened = new ArrayList<History.Happened>(events);
      for (int i = 0; i < events; i++) {
        happened.add(
            new History.Happened(
                ScopeEvent.Kind.valueOf(in.readUTF()),
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                in.readUTF(),
                Instant.ofEpochMilli(in.readLong())));
      }
      int commands = in.readByte();
      var told = new ArrayList<History.Told>(commands);
      for (int i = 0; i < commands; i++) {
        told.add(
            new History.Told(
                new UUID(in.readLong(), in.readLong()), in.readBoolean(), in.readUTF()));
      }
      return new History(happened, told);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("guard history of " + bytes.length + " bytes is damaged", e);
    }
  }
}
