package dev.mneme.guard.decision;

import java.util.List;

/**
 * Something that happened to a scope. Each raises its epoch and is published with its mode.
 *
 * @param cause the rule that applied, in a word
 * @param epoch of the scope after the event
 * @param evidence what it rests on; empty when time alone decided
 */
public record ScopeEvent(
    Kind kind, String cause, String because, long epoch, List<Position> evidence) {

  public ScopeEvent {
    evidence = List.copyOf(evidence);
  }

  /** What happened. */
  public enum Kind {
    DOWNGRADED,
    PROBE_OFFERED,
    PROBE_STARTED,
    PROBE_FAILED,
    RECOVERED
  }
}
