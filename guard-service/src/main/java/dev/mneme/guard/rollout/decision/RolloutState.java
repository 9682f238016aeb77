package dev.mneme.guard.rollout.decision;

import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.Step;
import java.time.Instant;
import java.util.Map;

/** How far a rollout has come. */
public sealed interface RolloutState {

  /** No plan was applied yet, or none is known. */
  record NoPlan(long sequence, String because) implements RolloutState {

    public static final NoPlan YET = new NoPlan(0, "no plan was applied");
  }

  /**
   * A step is under way.
   *
   * @param step from 0
   * @param since when it began, and its evidence with it
   * @param looked share of the planned evidence at the last look, 0 before the first
   */
  record Stepping(Plan plan, int step, Instant since, double looked, long sequence, String because)
      implements Planned {}

  /** A step waits for an operator; its shares stay, and so does what ends it by itself. */
  record Paused(Plan plan, int step, Instant since, long sequence, String because)
      implements Planned {}

  /** It ended by itself: nobody reads from the new layer. */
  record RolledBack(Plan plan, int step, long sequence, String because) implements Planned {}

  /** An operator ended it: nobody reads from the new layer. */
  record Aborted(Plan plan, int step, long sequence, String because) implements Planned {}

  /** Its last step passed. */
  record Completed(Plan plan, int step, long sequence, String because) implements Planned {}

  /** One that knows its plan. */
  sealed interface Planned extends RolloutState {
    Plan plan();

    int step();

    default Step current() {
      return plan().steps().get(step());
    }
  }

  /** Grows by one with every event. */
  long sequence();

  /** Why it is so, in a sentence. */
  String because();

  /** Whether a plan is under way. */
  default boolean isUnderWay() {
    return switch (this) {
      case Stepping _, Paused _ -> true;
      case NoPlan _, RolledBack _, Aborted _, Completed _ -> false;
    };
  }

  /** The share of each region that a plan covered. */
  default Map<String, Integer> exposure() {
    return switch (this) {
      case NoPlan _ -> Map.of();
      case Stepping stepping -> stepping.plan().exposure(stepping.step());
      case Paused paused -> paused.plan().exposure(paused.step());
      case Completed completed -> completed.plan().exposure(completed.step());
      case RolledBack back -> back.plan().nowhere();
      case Aborted aborted -> aborted.plan().nowhere();
    };
  }
}
