package dev.mneme.guard.decision;

import dev.mneme.guard.decision.Observation.Outcome;
import java.time.Instant;

/** Reads go to the layer; failures in a row are counted. */
public record Serving(String scope, long epoch, Count count, String because) implements GuardState {

  /** A scope of which nothing is known yet. */
  public static Serving initially(String scope) {
    return new Serving(scope, 0, Count.NOTHING, "no failure seen");
  }

  @Override
  public Reason reason() {
    return Reason.BASE;
  }

  @Override
  public Mode mode() {
    return Mode.READ_WRITE;
  }

  /**
   * After an outcome. One of a newer epoch that acts means that the readers obey a mode this state
   * does not know of: its epoch is taken over, else they would ignore the next decision.
   */
  Serving counting(Count count, Outcome outcome) {
    return new Serving(
        scope, outcome.acts() ? Math.max(epoch, outcome.epoch()) : epoch, count, because);
  }

  Serving counting(Count count) {
    return count.equals(this.count) ? this : new Serving(scope, epoch, count, because);
  }

  Holding downgraded(GuardPolicy policy, Instant now, Verdict.Condemned verdict) {
    return Holding.after(this, policy, now, 0, verdict);
  }

  /** As {@link #downgraded}, but reads stay. */
  Spared spared(GuardPolicy policy, Instant now, Verdict.Condemned verdict) {
    Holding would = downgraded(policy, now, verdict);
    return new Spared(scope, would.epoch(), would.until(), verdict.reason(), verdict.because());
  }
}
