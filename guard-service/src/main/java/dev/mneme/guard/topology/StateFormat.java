package dev.mneme.guard.topology;

import dev.mneme.guard.decision.Failure;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Holding;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.decision.ProbeOffered;
import dev.mneme.guard.decision.Probing;
import dev.mneme.guard.decision.Reason;
import dev.mneme.guard.decision.RecentOutcomes;
import dev.mneme.guard.decision.Result;
import dev.mneme.guard.decision.Serving;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How a scope's state lies in the store and its changelog.
 *
 * <pre>
 * state    = version(1 byte, 1) kind(1 byte) scope(utf) epoch(long) because(utf) rest
 * rest     = kind 1, serving:       count(byte) failure*  count(byte) id(2 longs)*
 *          | kind 2, holding:       reason(utf) failedProbes(int) until(long)
 *          | kind 3, probe offered: reason(utf) failedProbes(int) deadline(long)
 *          | kind 4, probing:       reason(utf) failedProbes(int) lockUntil(long) holder(utf)
 * failure  = result(utf) topic(utf) partition(int) offset(long) seenAt(long)
 * </pre>
 *
 * Numbers are big-endian, times milliseconds since 1970, utf as {@link DataOutputStream#writeUTF},
 * reasons and results by name. A change of the format takes a new version; older ones stay
 * readable, because a changelog outlives the program that wrote it.
 */
final class StateFormat {
  private static final byte VERSION = 1;

  private static final byte SERVING = 1;
  private static final byte HOLDING = 2;
  private static final byte PROBE_OFFERED = 3;
  private static final byte PROBING = 4;

  private StateFormat() {}

  static byte[] encode(GuardState state) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      switch (state) {
        case Serving serving -> {
          head(out, SERVING, serving);
          out.writeByte(serving.streak().size());
          for (Failure failure : serving.streak()) {
            write(out, failure);
          }
          out.writeByte(serving.recent().ids().size());
          for (UUID id : serving.recent().ids()) {
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
          }
        }
        case Holding holding -> {
          head(out, HOLDING, holding);
          away(out, holding.reason(), holding.failedProbes(), holding.until());
        }
        case ProbeOffered offered -> {
          head(out, PROBE_OFFERED, offered);
          away(out, offered.reason(), offered.failedProbes(), offered.deadline());
        }
        case Probing probing -> {
          head(out, PROBING, probing);
          away(out, probing.reason(), probing.failedProbes(), probing.lockUntil());
          out.writeUTF(probing.holder());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalStateException when the bytes are no state this version knows
   */
  static GuardState decode(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("guard state has version " + version + ", known is 1");
      }
      byte kind = in.readByte();
      String scope = in.readUTF();
      long epoch = in.readLong();
      String because = in.readUTF();
      if (kind == SERVING) {
        return new Serving(scope, epoch, failures(in), recent(in), because);
      }
      Reason reason = Reason.ofWord(in.readUTF());
      int failedProbes = in.readInt();
      Instant ends = Instant.ofEpochMilli(in.readLong());
      return switch (kind) {
        case HOLDING -> new Holding(scope, epoch, ends, failedProbes, reason, because);
        case PROBE_OFFERED -> new ProbeOffered(scope, epoch, ends, failedProbes, reason, because);
        case PROBING ->
            new Probing(scope, epoch, in.readUTF(), ends, failedProbes, reason, because);
        default -> throw new IllegalStateException("guard state has kind " + kind);
      };
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("guard state of " + bytes.length + " bytes is damaged", e);
    }
  }

  private static void head(DataOutputStream out, byte kind, GuardState state) throws IOException {
    out.writeByte(kind);
    out.writeUTF(state.scope());
    out.writeLong(state.epoch());
    out.writeUTF(state.because());
  }

  private static void away(DataOutputStream out, Reason reason, int failedProbes, Instant ends)
      throws IOException {
    out.writeUTF(reason.word());
    out.writeInt(failedProbes);
    out.writeLong(ends.toEpochMilli());
  }

  private static void write(DataOutputStream out, Failure failure) throws IOException {
    out.writeUTF(failure.result().name());
    out.writeUTF(failure.position().topic());
    out.writeInt(failure.position().partition());
    out.writeLong(failure.position().offset());
    out.writeLong(failure.seenAt().toEpochMilli());
  }

  private static List<Failure> failures(DataInputStream in) throws IOException {
    int count = in.readByte();
    var failures = new ArrayList<Failure>(count);
    for (int i = 0; i < count; i++) {
      Result result = Result.valueOf(in.readUTF());
      var position = new Position(in.readUTF(), in.readInt(), in.readLong());
      failures.add(new Failure(result, position, Instant.ofEpochMilli(in.readLong())));
    }
    return failures;
  }

  private static RecentOutcomes recent(DataInputStream in) throws IOException {
    int count = in.readByte();
    var ids = new ArrayList<UUID>(count);
    for (int i = 0; i < count; i++) {
      ids.add(new UUID(in.readLong(), in.readLong()));
    }
    return new RecentOutcomes(ids);
  }
}
