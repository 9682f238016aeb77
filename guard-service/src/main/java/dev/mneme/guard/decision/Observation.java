package dev.mneme.guard.decision;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Something the guard learns about a scope. */
public sealed interface Observation {

  /**
   * Ordinary operations of one instance ended.
   *
   * @param runs all of them, in the order in which they ended
   * @param epoch of the mode they ran under
   */
  record Outcome(UUID id, List<Run> runs, long epoch, String instance, Position position)
      implements Observation {

    public Outcome {
      runs = List.copyOf(runs);
    }

    public Outcome(UUID id, Result result, long epoch, String instance, Position position) {
      this(id, List.of(Run.once(result)), epoch, instance, position);
    }

    /** Whether anything in it says something about the layer. */
    boolean acts() {
      return runs.stream().anyMatch(run -> run.result().weight() != Result.Weight.IGNORED);
    }
  }

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

  /**
   * An operator told the guard what to do.
   *
   * @param actor who
   * @param reason why, in the operator's words
   */
  record Command(UUID id, Order order, String actor, String reason, Position position)
      implements Observation {}

  /** Time has passed. */
  record Tick() implements Observation {}
}
