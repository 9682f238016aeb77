package dev.mneme.guard.decision;

import java.util.List;

/**
 * Something that happened to a scope. Each raises its epoch and is published with its mode.
 *
 * @param cause the rule that applied, in a word
 * @param epoch of the scope after the event
 * @param actor who decided: {@link #GUARD} or the operator who asked
 * @param evidence what it rests on; empty when time alone decided
 */
public record ScopeEvent(
    Kind kind, String cause, String because, long epoch, String actor, List<Position> evidence) {

  /** The actor of what nobody asked for. */
  public static final String GUARD = "guard";

  public ScopeEvent {
    evidence = List.copyOf(evidence);
  }

  ScopeEvent(Kind kind, String cause, String because, long epoch, List<Position> evidence) {
    this(kind, cause, because, epoch, GUARD, evidence);
  }

  /** What happened. */
  public enum Kind {
    DOWNGRADED,
    PROBE_OFFERED,
    PROBE_STARTED,
    PROBE_FAILED,
    RETURN_STARTED,
    RECOVERED,
    FORCED,
    CLEARED
  }
}
