package dev.mneme.guard.decision;

import java.time.Duration;
import java.util.UUID;

/** Something the guard learns about a scope. */
public sealed interface Observation {

  /**
   * An ordinary operation ended.
   *
   * @param epoch of the mode it ran under
   */
  record Outcome(UUID id, Result result, long epoch, String instance, Position position)
      implements Observation {}

  /**
   * An instance asks to be the one that probes.
   *
   * @param epoch of the offer it answers
   */
  record ProbeClaim(long epoch, String instance, Position position) implements Observation {}

  /**
   * The probe ended.
   *
   * @param epoch of the grant it was made under
   */
  record ProbeResult(
      long epoch, String instance, Result result, Duration latency, Position position)
      implements Observation {}

  /** Time has passed. */
  record Tick() implements Observation {}
}
