package dev.mneme.guard.decision;

import java.util.List;

/**
 * What the guard makes of an observation.
 *
 * @param events what changed for others; none when only the guard's own count changed, or nothing
 * @param because why, also when nothing changed
 */
public record Decision(GuardState next, List<ScopeEvent> events, String because) {

  public Decision {
    events = List.copyOf(events);
  }

  static Decision quiet(GuardState next, String because) {
    return new Decision(next, List.of(), because);
  }

  static Decision event(
      GuardState next,
      ScopeEvent.Kind kind,
      String cause,
      String because,
      List<Position> evidence) {
    return event(next, kind, cause, because, ScopeEvent.GUARD, evidence);
  }

  static Decision event(
      GuardState next,
      ScopeEvent.Kind kind,
      String cause,
      String because,
      String actor,
      List<Position> evidence) {
    return new Decision(
        next,
        List.of(new ScopeEvent(kind, cause, because, next.epoch(), actor, evidence)),
        because);
  }
}
