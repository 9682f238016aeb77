package dev.mneme.guard.rollout.topology;

import dev.mneme.guard.rollout.decision.RolloutState;
import dev.mneme.guard.rollout.decision.RolloutState.Aborted;
import dev.mneme.guard.rollout.decision.RolloutState.Completed;
import dev.mneme.guard.rollout.decision.RolloutState.NoPlan;
import dev.mneme.guard.rollout.decision.RolloutState.Paused;
import dev.mneme.guard.rollout.decision.RolloutState.Planned;
import dev.mneme.guard.rollout.decision.RolloutState.RolledBack;
import dev.mneme.guard.rollout.decision.RolloutState.Stepping;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.avro.PlanRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;

/**
 * How the rollout's state lies in the store and its changelog.
 *
 * <pre>
 * state = version(1 byte, 1) kind(1 byte) sequence(long) because(utf) rest
 * rest  = kind 1, no plan
 *       | kind 2, stepping:    plan step(int) since(long) looked(double)
 *       | kind 3, paused:      plan step(int) since(long)
 *       | kind 4, rolled back: plan step(int)
 *       | kind 5, aborted:     plan step(int)
 *       | kind 6, completed:   plan step(int)
 * plan  = length(int) bytes, Avro with the fingerprint of its schema
 * </pre>
 *
 * In the words of {@link Bytes}.
 */
final class RolloutStateFormat {
  private static final byte VERSION = 1;
  private static final String NOBODY = "-";

  private RolloutStateFormat() {}

  static byte[] encode(RolloutState state) {
    return Bytes.of(VERSION, out -> write(out, state));
  }

  static RolloutState decode(byte[] bytes) {
    return Bytes.read(bytes, VERSION, "rollout state", RolloutStateFormat::read);
  }

  private static void write(DataOutputStream out, RolloutState state) throws IOException {
    switch (state) {
      case NoPlan none -> head(out, 1, none);
      case Stepping stepping -> {
        planned(out, 2, stepping);
        out.writeLong(stepping.since().toEpochMilli());
        out.writeDouble(stepping.looked());
      }
      case Paused paused -> {
        planned(out, 3, paused);
        out.writeLong(paused.since().toEpochMilli());
      }
      case RolledBack back -> planned(out, 4, back);
      case Aborted aborted -> planned(out, 5, aborted);
      case Completed completed -> planned(out, 6, completed);
    }
  }

  private static void head(DataOutputStream out, int kind, RolloutState state) throws IOException {
    out.writeByte(kind);
    out.writeLong(state.sequence());
    out.writeUTF(state.because());
  }

  private static void planned(DataOutputStream out, int kind, Planned state) throws IOException {
    head(out, kind, state);
    Bytes.write(out, PlanBytes.of(PlanRecord.of(state.plan(), NOBODY, NOBODY, Instant.EPOCH)));
    out.writeInt(state.step());
  }

  private static RolloutState read(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    long sequence = in.readLong();
    String because = in.readUTF();
    if (kind == 1) {
      return new NoPlan(sequence, because);
    }
    Plan plan = PlanRecord.plan(PlanBytes.plan(Bytes.bytes(in)));
    int step = in.readInt();
    return switch (kind) {
      case 2 ->
          new Stepping(
              plan, step, Instant.ofEpochMilli(in.readLong()), in.readDouble(), sequence, because);
      case 3 -> new Paused(plan, step, Instant.ofEpochMilli(in.readLong()), sequence, because);
      case 4 -> new RolledBack(plan, step, sequence, because);
      case 5 -> new Aborted(plan, step, sequence, because);
      case 6 -> new Completed(plan, step, sequence, because);
      default -> throw new IllegalStateException("rollout state has kind " + kind);
    };
  }
}
