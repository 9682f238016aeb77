package dev.mneme.guard.decision;

import java.time.Instant;

/** One instance holds the probe; until it answers or the lock ends, nobody else may probe. */
public record Probing(
    String scope,
    long epoch,
    String holder,
    Instant lockUntil,
    int failedProbes,
    Reason reason,
    String because)
    implements GuardState {

  @Override
  public Mode mode() {
    return Mode.WRITE_ONLY;
  }

  boolean expired(Instant now) {
    return !now.isBefore(lockUntil);
  }

  Serving succeeded(String because) {
    return new Serving(scope, epoch + 1, Count.NOTHING, because);
  }

  Returning returning(GradedReturn by, Instant now, String because) {
    return new Returning(
        scope, epoch + 1, by.percent(), now.plus(by.dwell()), Count.NOTHING, failedProbes, because);
  }

  Probing withoutFailedProbes() {
    return new Probing(scope, epoch, holder, lockUntil, 0, reason, because);
  }

  Holding failed(GuardPolicy policy, Instant now, String because) {
    return Holding.after(this, policy, now, failedProbes + 1, Reason.PROBE_FAILED, because);
  }
}
