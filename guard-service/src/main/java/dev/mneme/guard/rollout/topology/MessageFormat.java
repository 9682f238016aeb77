package dev.mneme.guard.rollout.topology;

import dev.mneme.guard.decision.Position;
import dev.mneme.guard.rollout.decision.Order;
import dev.mneme.guard.rollout.evidence.RegionEvidence.Guarded;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How a message travels between the two halves of the topology.
 *
 * <pre>
 * message = version(1 byte, 1) kind(1 byte) rest
 * rest    = kind 1, saw:   region(utf) unassigned(boolean) tally
 *         | kind 2, said:  region(utf) readable(boolean) because(utf)
 *         | kind 3, apply: command(2 longs) plan(int, bytes) actor(utf) reason(utf) position
 *         | kind 4, tell:  command(2 longs) order(utf) actor(utf) reason(utf) position
 *         | kind 5, set:   region(utf) value(utf) actor(utf)
 *         | kind 6, shut:  region(utf) number(short) {operation(utf)}*
 * position = topic(utf) partition(int) offset(long)
 * </pre>
 *
 * In the words of {@link Bytes}.
 */
final class MessageFormat {
  private static final byte VERSION = 1;

  private MessageFormat() {}

  static byte[] encode(Message message) {
    return Bytes.of(VERSION, out -> write(out, message));
  }

  static Message decode(byte[] bytes) {
    return Bytes.read(bytes, VERSION, "rollout message", MessageFormat::read);
  }

  private static void write(DataOutputStream out, Message message) throws IOException {
    switch (message) {
      case Message.Saw saw -> {
        out.writeByte(1);
        out.writeUTF(saw.region());
        out.writeBoolean(saw.unassigned());
        Bytes.write(out, saw.tally());
      }
      case Message.Said said -> {
        out.writeByte(2);
        out.writeUTF(said.region());
        out.writeBoolean(said.guard().readable());
        out.writeUTF(said.guard().because());
      }
      case Message.Apply apply -> {
        out.writeByte(3);
        Bytes.write(out, apply.command());
        Bytes.write(out, PlanBytes.of(apply.plan()));
        out.writeUTF(apply.actor());
        out.writeUTF(apply.reason());
        write(out, apply.position());
      }
      case Message.Tell tell -> {
        out.writeByte(4);
        Bytes.write(out, tell.command());
        out.writeUTF(tell.order().name());
        out.writeUTF(tell.actor());
        out.writeUTF(tell.reason());
        write(out, tell.position());
      }
      case Message.Shut shut -> {
        out.writeByte(6);
        out.writeUTF(shut.region());
        Bytes.write(out, shut.operations());
      }
      case Message.Set set -> {
        out.writeByte(5);
        out.writeUTF(set.region());
        out.writeUTF(set.value());
        out.writeUTF(set.actor());
      }
    }
  }

  private static Message read(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 1 -> new Message.Saw(in.readUTF(), in.readBoolean(), Bytes.tally(in));
      case 2 -> new Message.Said(in.readUTF(), new Guarded(in.readBoolean(), in.readUTF()));
      case 3 ->
          new Message.Apply(
              Bytes.uuid(in),
              PlanBytes.plan(Bytes.bytes(in)),
              in.readUTF(),
              in.readUTF(),
              position(in));
      case 4 ->
          new Message.Tell(
              Bytes.uuid(in),
              Order.valueOf(in.readUTF()),
              in.readUTF(),
              in.readUTF(),
              position(in));
      case 5 -> new Message.Set(in.readUTF(), in.readUTF(), in.readUTF());
      case 6 -> new Message.Shut(in.readUTF(), Bytes.words(in));
      default -> throw new IllegalStateException("rollout message has kind " + kind);
    };
  }

  private static void write(DataOutputStream out, Position position) throws IOException {
    out.writeUTF(position.topic());
    out.writeInt(position.partition());
    out.writeLong(position.offset());
  }

  private static Position position(DataInputStream in) throws IOException {
    return new Position(in.readUTF(), in.readInt(), in.readLong());
  }
}
