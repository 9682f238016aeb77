package dev.mneme.guard.decision;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator has put the scope in a mode, for a time. Beneath it the guard goes on: it counts, and
 * a hold that was under way, or that failures would have begun, runs as long as it would have.
 *
 * @param until when the forced mode ends by itself
 * @param actor who forced it
 * @param beneath the hold that goes on when the forced mode ends, if there is one
 */
public record Forced(
    String scope,
    long epoch,
    Mode mode,
    Instant until,
    String actor,
    Count count,
    @Nullable Holding beneath,
    String because)
    implements GuardState {

  static Forced over(
      GuardState state, Order.Force force, String actor, String because, Instant now) {
    return new Forced(
        state.scope(),
        state.epoch() + 1,
        force.mode(),
        force.until(),
        actor,
        countOf(state),
        beneath(state, now),
        because);
  }

  private static Count countOf(GuardState state) {
    return switch (state) {
      case Serving serving -> serving.count();
      case Returning returning -> returning.count();
      case Forced forced -> forced.count();
      case Spared _, Holding _, ProbeOffered _, Probing _ -> Count.NOTHING;
    };
  }

  /** A hold that is over but not yet answered by a probe is still one: the probe is due. */
  private static @Nullable Holding beneath(GuardState state, Instant now) {
    return switch (state) {
      case Serving _, Spared _ -> null;
      case Holding holding -> holding;
      case ProbeOffered offered -> due(state, now, offered.failedProbes(), state.reason());
      case Probing probing -> due(state, now, probing.failedProbes(), state.reason());
      case Returning returning -> due(state, now, returning.failedProbes(), Reason.FORCED);
      case Forced forced -> forced.beneath();
    };
  }

  private static Holding due(GuardState state, Instant now, int failedProbes, Reason reason) {
    return new Holding(state.scope(), state.epoch(), now, failedProbes, reason, state.because());
  }

  @Override
  public Reason reason() {
    return Reason.FORCED;
  }

  boolean ended(Instant now) {
    return !now.isBefore(until);
  }

  Forced counting(Count count, @Nullable Holding beneath, Observation.Outcome outcome) {
    return new Forced(
        scope,
        outcome.acts() ? Math.max(epoch, outcome.epoch()) : epoch,
        mode,
        until,
        actor,
        count,
        beneath,
        because);
  }

  /** What was counted is forgotten; a hold stays as long as it is. */
  Forced withoutFailures(Count count) {
    return new Forced(
        scope,
        epoch,
        mode,
        until,
        actor,
        count,
        beneath == null ? null : beneath.withoutFailedProbes(),
        because);
  }

  /** Condemned while forced: a hold begins beneath, and one that is there already only grows. */
  Holding heldBeneath(GuardPolicy policy, Instant now, Verdict.Condemned verdict) {
    Holding fresh =
        Holding.after(this, policy, now, beneath == null ? 0 : beneath.failedProbes(), verdict);
    return beneath == null ? fresh : fresh.notBefore(beneath.until());
  }

  /**
   * The safe state to go on in: the hold, if there is one; else a probe when nobody read from the
   * layer, because nobody knows whether it works; else as it was.
   */
  GuardState ended(GuardPolicy policy, Instant now, String because) {
    if (beneath != null) {
      return beneath.goingOn(epoch + 1);
    }
    return switch (mode) {
      case READ_WRITE -> new Serving(scope, epoch + 1, count, because);
      case WRITE_ONLY, OFF ->
          new ProbeOffered(
              scope, epoch + 1, now.plus(policy.probeOffer()), 0, Reason.FORCED, because);
    };
  }

  static String inWords(Order.Force force, String actor, String reason, Instant now) {
    return "forced to %s for %s by %s: %s"
        .formatted(force.mode(), rounded(Duration.between(now, force.until())), actor, reason);
  }

  private static Duration rounded(Duration time) {
    return Duration.ofSeconds(time.plusMillis(500).toSeconds());
  }
}
