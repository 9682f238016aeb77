package dev.mneme.guard.topology;

import dev.mneme.guard.decision.Count;
import dev.mneme.guard.decision.Failure;
import dev.mneme.guard.decision.Forced;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Holding;
import dev.mneme.guard.decision.ProbeOffered;
import dev.mneme.guard.decision.Probing;
import dev.mneme.guard.decision.Reason;
import dev.mneme.guard.decision.Returning;
import dev.mneme.guard.decision.Serving;
import dev.mneme.guard.decision.Spared;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;

/**
 * How a scope's state lies in the store and its changelog.
 *
 * <pre>
 * state    = version(1 byte, 2) kind(1 byte) scope(utf) epoch(long) because(utf) rest
 * rest     = kind 1, serving:       counted
 *          | kind 2, holding:       reason(utf) failedProbes(int) until(long)
 *          | kind 3, probe offered: reason(utf) failedProbes(int) deadline(long)
 *          | kind 4, probing:       reason(utf) failedProbes(int) lockUntil(long) holder(utf)
 *          | kind 5, spared:        reason(utf) until(long)
 *          | kind 6, returning:     percent(byte) until(long) failedProbes(int) counted
 *          | kind 7, forced:        mode(utf) until(long) actor(utf) counted
 *                                   0(byte) | 1(byte) state, the hold beneath
 * counted  = count(byte) failure*  count(byte) id(2 longs)*  calls(int) slow(int)
 * failure  = result(utf) topic(utf) partition(int) offset(long) seenAt(long) retryAfter(long)
 * </pre>
 *
 * Numbers are big-endian, times and lengths of time in milliseconds, times since 1970, utf as
 * {@link DataOutputStream#writeUTF}, reasons, modes and results by name. Version 1 ends at kind 4
 * and knows neither calls, slow nor retryAfter. A change of the format takes a new version; older
 * ones stay readable, because a changelog outlives the program that wrote it.
 */
final class StateFormat {
  static final byte VERSION = 2;

  static final byte SERVING = 1;
  static final byte HOLDING = 2;
  static final byte PROBE_OFFERED = 3;
  static final byte PROBING = 4;
  static final byte SPARED = 5;
  static final byte RETURNING = 6;
  static final byte FORCED = 7;

  private StateFormat() {}

  static byte[] encode(GuardState state) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      write(out, state);
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
      return StateReading.state(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("guard state of " + bytes.length + " bytes is damaged", e);
    }
  }

  private static void write(DataOutputStream out, GuardState state) throws IOException {
    out.writeByte(VERSION);
    switch (state) {
      case Serving serving -> {
        head(out, SERVING, serving);
        write(out, serving.count());
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
      case Spared spared -> {
        head(out, SPARED, spared);
        out.writeUTF(spared.reason().word());
        out.writeLong(spared.until().toEpochMilli());
      }
      case Returning returning -> {
        head(out, RETURNING, returning);
        out.writeByte(returning.percent());
        out.writeLong(returning.until().toEpochMilli());
        out.writeInt(returning.failedProbes());
        write(out, returning.count());
      }
      case Forced forced -> write(out, forced);
    }
  }

  private static void write(DataOutputStream out, Forced forced) throws IOException {
    head(out, FORCED, forced);
    out.writeUTF(forced.mode().name());
    out.writeLong(forced.until().toEpochMilli());
    out.writeUTF(forced.actor());
    write(out, forced.count());
    Holding beneath = forced.beneath();
    out.writeByte(beneath == null ? 0 : 1);
    if (beneath != null) {
      write(out, beneath);
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

  private static void write(DataOutputStream out, Count count) throws IOException {
    out.writeByte(count.streak().size());
    for (Failure failure : count.streak()) {
      out.writeUTF(failure.result().name());
      out.writeUTF(failure.position().topic());
      out.writeInt(failure.position().partition());
      out.writeLong(failure.position().offset());
      out.writeLong(failure.seenAt().toEpochMilli());
      out.writeLong(failure.retryAfter().toMillis());
    }
    out.writeByte(count.recent().ids().size());
    for (UUID id : count.recent().ids()) {
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
    }
    out.writeInt(count.calls());
    out.writeInt(count.slow());
  }
}
