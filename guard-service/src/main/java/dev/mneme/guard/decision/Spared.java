package dev.mneme.guard.decision;

import java.time.Instant;

/**
 * The layer would have left the read path, but the policy only shows that. Nothing is counted until
 * the hold that was spared would have ended, so that one trouble is shown once.
 */
public record Spared(String scope, long epoch, Instant until, Reason reason, String because)
    implements GuardState {

  @Override
  public Mode mode() {
    return Mode.READ_WRITE;
  }

  boolean ended(Instant now) {
    return !now.isBefore(until);
  }

  Serving over(String because) {
    return new Serving(scope, epoch + 1, Count.NOTHING, because);
  }
}
