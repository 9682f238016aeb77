package dev.mneme.guard.decision;

import java.time.Instant;

/**
 * Reads have left the layer until the hold ends. Only time ends it: no observation shortens it.
 *
 * @param failedProbes how many probes failed since the layer left the read path
 */
public record Holding(
    String scope, long epoch, Instant until, int failedProbes, Reason reason, String because)
    implements GuardState {

  static Holding after(
      GuardState state,
      GuardPolicy policy,
      Instant now,
      int failedProbes,
      Reason reason,
      String because) {
    long epoch = state.epoch() + 1;
    return new Holding(
        state.scope(),
        epoch,
        now.plus(policy.holdOf(state.scope(), epoch, failedProbes)),
        failedProbes,
        reason,
        because);
  }

  /** Not over before the layer wants to be asked again, but never longer than the longest hold. */
  static Holding after(
      GuardState state,
      GuardPolicy policy,
      Instant now,
      int failedProbes,
      Verdict.Condemned verdict) {
    Holding plain = after(state, policy, now, failedProbes, verdict.reason(), verdict.because());
    return plain.notBefore(min(verdict.notBefore(), now.plus(policy.longestHold())));
  }

  /** Holds on from where a mode that hid this hold ended. */
  Holding goingOn(long epoch) {
    return new Holding(scope, epoch, until, failedProbes, reason, because);
  }

  Holding notBefore(Instant earliest) {
    return until.isBefore(earliest)
        ? new Holding(scope, epoch, earliest, failedProbes, reason, because)
        : this;
  }

  /** The failed probes are forgotten; the hold itself stays as long as it is. */
  Holding withoutFailedProbes() {
    return new Holding(scope, epoch, until, 0, reason, because);
  }

  @Override
  public Mode mode() {
    return Mode.WRITE_ONLY;
  }

  boolean ended(Instant now) {
    return !now.isBefore(until);
  }

  ProbeOffered offered(GuardPolicy policy, Instant now) {
    return new ProbeOffered(
        scope, epoch + 1, now.plus(policy.probeOffer()), failedProbes, reason, because);
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
