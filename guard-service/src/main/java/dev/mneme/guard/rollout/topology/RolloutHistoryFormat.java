package dev.mneme.guard.rollout.topology;

import dev.mneme.guard.rollout.RolloutHistory;
import dev.mneme.guard.rollout.decision.RolloutFact;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;

/**
 * How the rollout's history lies in the store and its changelog.
 *
 * <pre>
 * history = version(1 byte, 1)  count(byte) fact*  count(byte) command*
 * fact    = kind(utf) cause(utf) because(utf) step(int) actor(utf) sequence(long) at(long)
 * command = id(2 longs) changed(boolean) because(utf)
 * </pre>
 *
 * In the words of {@link Bytes}.
 */
final class RolloutHistoryFormat {
  private static final byte VERSION = 1;

  private RolloutHistoryFormat() {}

  static byte[] encode(RolloutHistory history) {
    return Bytes.of(VERSION, out -> write(out, history));
  }

  static RolloutHistory decode(byte[] bytes) {
    return Bytes.read(bytes, VERSION, "rollout history", RolloutHistoryFormat::read);
  }

  private static void write(DataOutputStream out, RolloutHistory history) throws IOException {
    out.writeByte(history.facts().size());
    for (RolloutHistory.Happened fact : history.facts()) {
      out.writeUTF(fact.kind().name());
      out.writeUTF(fact.cause());
      out.writeUTF(fact.because());
      out.writeInt(fact.step());
      out.writeUTF(fact.actor());
      out.writeLong(fact.sequence());
      out.writeLong(fact.at().toEpochMilli());
    }
    out.writeByte(history.commands().size());
    for (RolloutHistory.Told told : history.commands()) {
      Bytes.write(out, told.id());
      out.writeBoolean(told.changed());
      out.writeUTF(told.because());
    }
  }

  private static RolloutHistory read(DataInputStream in) throws IOException {
    int count = in.readByte();
    var facts = new ArrayList<RolloutHistory.Happened>(count);
    for (int i = 0; i < count; i++) {
      facts.add(
          new RolloutHistory.Happened(
              RolloutFact.Kind.valueOf(in.readUTF()),
              in.readUTF(),
              in.readUTF(),
              in.readInt(),
              in.readUTF(),
              in.readLong(),
              Instant.ofEpochMilli(in.readLong())));
    }
    count = in.readByte();
    var commands = new ArrayList<RolloutHistory.Told>(count);
    for (int i = 0; i < count; i++) {
      commands.add(new RolloutHistory.Told(Bytes.uuid(in), in.readBoolean(), in.readUTF()));
    }
    return new RolloutHistory(facts, commands);
  }
}
