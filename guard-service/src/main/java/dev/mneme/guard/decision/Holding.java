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
}
