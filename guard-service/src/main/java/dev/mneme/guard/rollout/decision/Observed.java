package dev.mneme.guard.rollout.decision;

import dev.mneme.guard.rollout.evidence.Evidence;
import dev.mneme.guard.rollout.plan.Plan;

/** Something the controller learns. */
public sealed interface Observed {

  /** An operator applied a plan. */
  record Applied(Plan plan, String actor, String reason) implements Observed {}

  /** An operator told it something. */
  record Told(Order order, String actor, String reason) implements Observed {}

  /** Time has passed, and this is what was seen until now. */
  record Seen(Evidence evidence) implements Observed {}

  /**
   * Somebody else set the rollout of a region.
   *
   * @param region its name, or {@code *} for all
   */
  record SetByHand(String region, String value, String actor) implements Observed {}

  /**
   * A share is in force that a controller set, and there is no state that says why: it was lost.
   *
   * @param plan stands in for the one that is not known any more
   */
  record Lost(Plan plan) implements Observed {}
}
