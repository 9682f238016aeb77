package dev.mneme.guard.decision;

import dev.mneme.guard.decision.Observation.Outcome;
import java.time.Instant;

/**
 * The probe succeeded, and a share of the subjects is read from the layer before all are.
 *
 * @param until when all are, if nothing speaks against it
 * @param failedProbes since the layer left the read path
 */
public record Returning(
    String scope,
    long epoch,
    int percent,
    Instant until,
    Count count,
    int failedProbes,
    String because)
    implements GuardState {

  @Override
  public Reason reason() {
    return Reason.RETURNING;
  }

  @Override
  public Mode mode() {
    return Mode.READ_WRITE;
  }

  boolean ended(Instant now) {
    return !now.isBefore(until);
  }

  Returning counting(Count count, Outcome outcome) {
    return new Returning(
        scope,
        outcome.acts() ? Math.max(epoch, outcome.epoch()) : epoch,
        percent,
        until,
        count,
        failedProbes,
        because);
  }

  Returning counting(Count count, int failedProbes) {
    return new Returning(scope, epoch, percent, until, count, failedProbes, because);
  }

  /** A return that fails weighs as a failed probe: the next hold grows. */
  Holding downgraded(GuardPolicy policy, Instant now, Verdict.Condemned verdict) {
    return Holding.after(this, policy, now, failedProbes + 1, verdict);
  }

  Serving completed(String because) {
    return new Serving(scope, epoch + 1, count, because);
  }
}
