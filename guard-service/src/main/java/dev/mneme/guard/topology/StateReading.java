package dev.mneme.guard.topology;

import dev.mneme.guard.decision.Count;
import dev.mneme.guard.decision.Failure;
import dev.mneme.guard.decision.Forced;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Holding;
import dev.mneme.guard.decision.Mode;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.decision.ProbeOffered;
import dev.mneme.guard.decision.Probing;
import dev.mneme.guard.decision.Reason;
import dev.mneme.guard.decision.RecentOutcomes;
import dev.mneme.guard.decision.Result;
import dev.mneme.guard.decision.Returning;
import dev.mneme.guard.decision.Serving;
import dev.mneme.guard.decision.Spared;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads {@link StateFormat}, in each version there ever was. */
final class StateReading {
  private final DataInputStream in;
  private final byte version;

  private StateReading(DataInputStream in, byte version) {
    this.in = in;
    this.version = version;
  }

  static GuardState state(DataInputStream in) throws IOException {
    byte version = in.readByte();
    if (version < 1 || version > StateFormat.VERSION) {
      throw new IllegalStateException(
          "guard state has version " + version + ", known is up to " + StateFormat.VERSION);
    }
    return new StateReading(in, version).state();
  }

  private GuardState state() throws IOException {
    byte kind = in.readByte();
    String scope = in.readUTF();
    long epoch = in.readLong();
    String because = in.readUTF();
    return switch (kind) {
      case StateFormat.SERVING -> new Serving(scope, epoch, count(), because);
      case StateFormat.HOLDING, StateFormat.PROBE_OFFERED, StateFormat.PROBING ->
          away(kind, scope, epoch, because);
      case StateFormat.SPARED -> {
        Reason reason = Reason.ofWord(in.readUTF());
        yield new Spared(scope, epoch, instant(), reason, because);
      }
      case StateFormat.RETURNING -> {
        int percent = in.readByte();
        Instant until = instant();
        int failedProbes = in.readInt();
        yield new Returning(scope, epoch, percent, until, count(), failedProbes, because);
      }
      case StateFormat.FORCED -> forced(scope, epoch, because);
      default -> throw new IllegalStateException("guard state has kind " + kind);
    };
  }

  private GuardState away(byte kind, String scope, long epoch, String because) throws IOException {
    Reason reason = Reason.ofWord(in.readUTF());
    int failedProbes = in.readInt();
    Instant ends = instant();
    return switch (kind) {
      case StateFormat.HOLDING -> new Holding(scope, epoch, ends, failedProbes, reason, because);
      case StateFormat.PROBE_OFFERED ->
          new ProbeOffered(scope, epoch, ends, failedProbes, reason, because);
      default -> new Probing(scope, epoch, in.readUTF(), ends, failedProbes, reason, because);
    };
  }

  private Forced forced(String scope, long epoch, String because) throws IOException {
    Mode mode = Mode.valueOf(in.readUTF());
    Instant until = instant();
    String actor = in.readUTF();
    Count count = count();
    Holding beneath = null;
    if (in.readByte() == 1) {
      if (!(state(in) instanceof Holding holding)) {
        throw new IllegalStateException("beneath a forced mode lies something that is no hold");
      }
      beneath = holding;
    }
    return new Forced(scope, epoch, mode, until, actor, count, beneath, because);
  }

  private Count count() throws IOException {
    List<Failure> streak = failures();
    RecentOutcomes recent = recent();
    return version == 1
        ? new Count(streak, recent, 0, 0)
        : new Count(streak, recent, in.readInt(), in.readInt());
  }

  private List<Failure> failures() throws IOException {
    int count = in.readByte();
    var failures = new ArrayList<Failure>(count);
    for (int i = 0; i < count; i++) {
      Result result = Result.valueOf(in.readUTF());
      var position = new Position(in.readUTF(), in.readInt(), in.readLong());
      Instant seenAt = instant();
      Duration retryAfter = version == 1 ? Duration.ZERO : Duration.ofMillis(in.readLong());
      failures.add(new Failure(result, position, seenAt, retryAfter));
    }
    return failures;
  }

  private RecentOutcomes recent() throws IOException {
    int count = in.readByte();
    var ids = new ArrayList<UUID>(count);
    for (int i = 0; i < count; i++) {
      ids.add(new UUID(in.readLong(), in.readLong()));
    }
    return new RecentOutcomes(ids);
  }

  private Instant instant() throws IOException {
    return Instant.ofEpochMilli(in.readLong());
  }
}
