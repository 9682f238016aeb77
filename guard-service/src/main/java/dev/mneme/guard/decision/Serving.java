package dev.mneme.guard.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads go to the layer; failures in a row are counted. */
public record Serving(
    String scope, long epoch, List<Failure> streak, RecentOutcomes recent, String because)
    implements GuardState {

  public Serving {
    streak = List.copyOf(streak);
  }

  /** A scope of which nothing is known yet. */
  public static Serving initially(String scope) {
    return new Serving(scope, 0, List.of(), RecentOutcomes.none(), "no failure seen");
  }

  @Override
  public Reason reason() {
    return Reason.BASE;
  }

  @Override
  public Mode mode() {
    return Mode.READ_WRITE;
  }

  List<Position> evidence() {
    return streak.stream().map(Failure::position).toList();
  }

  boolean idle(GuardPolicy policy, Instant now) {
    return !streak.isEmpty() && !now.isBefore(streak.getLast().seenAt().plus(policy.idleReset()));
  }

  /**
   * Remembers an outcome that acts. One of a newer epoch means that the readers obey a mode this
   * state does not know of: its epoch is taken over, else they would ignore the next decision.
   */
  Serving having(Observation.Outcome outcome) {
    return new Serving(
        scope, Math.max(epoch, outcome.epoch()), streak, recent.with(outcome.id()), because);
  }

  Serving failing(Failure failure) {
    var longer = new ArrayList<>(streak);
    longer.add(failure);
    return new Serving(scope, epoch, longer, recent, because);
  }

  Serving withoutFailures() {
    return streak.isEmpty() ? this : new Serving(scope, epoch, List.of(), recent, because);
  }

  Holding downgraded(GuardPolicy policy, Instant now, Reason reason, String because) {
    return Holding.after(this, policy, now, 0, reason, because);
  }
}
