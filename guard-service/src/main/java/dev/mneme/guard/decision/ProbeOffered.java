package dev.mneme.guard.decision;

import java.time.Instant;

/** The hold is over and one probe is open to be claimed. Reads stay away from the layer. */
public record ProbeOffered(
    String scope, long epoch, Instant deadline, int failedProbes, Reason reason, String because)
    implements GuardState {

  @Override
  public Mode mode() {
    return Mode.WRITE_ONLY;
  }

  boolean expired(Instant now) {
    return !now.isBefore(deadline);
  }

  Probing granted(String holder, GuardPolicy policy, Instant now) {
    return new Probing(
        scope, epoch + 1, holder, now.plus(policy.probeLock()), failedProbes, reason, because);
  }

  ProbeOffered withoutFailedProbes() {
    return new ProbeOffered(scope, epoch, deadline, 0, reason, because);
  }

  /** Nobody asked to probe. The layer was not tried, so the next hold does not grow. */
  Holding unclaimed(GuardPolicy policy, Instant now, String because) {
    return Holding.after(this, policy, now, failedProbes, Reason.PROBE_FAILED, because);
  }
}
