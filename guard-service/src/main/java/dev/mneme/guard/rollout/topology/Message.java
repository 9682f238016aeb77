package dev.mneme.guard.rollout.topology;

import dev.mneme.events.RolloutPlan;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.rollout.decision.Order;
import dev.mneme.guard.rollout.evidence.RegionEvidence.Guarded;
import dev.mneme.guard.rollout.evidence.Tally;
import java.util.List;
import java.util.UUID;

/** What a record of some topic says to the one task that decides about the rollout. */
sealed interface Message {

  /**
   * Something was seen.
   *
   * @param unassigned whether its reads were on no side: they count where all read from the layer
   */
  record Saw(String region, boolean unassigned, Tally tally) implements Message {}

  /** What the guard says of the new layer in a region. */
  record Said(String region, Guarded guard) implements Message {}

  /** Breakers of operations that are open in a region, by their labels. */
  record Shut(String region, List<String> operations) implements Message {}

  /** An operator applied a plan. */
  record Apply(UUID command, RolloutPlan plan, String actor, String reason, Position position)
      implements Message {}

  /** An operator told it something. */
  record Tell(UUID command, Order order, String actor, String reason, Position position)
      implements Message {}

  /** Somebody set the rollout of a region. */
  record Set(String region, String value, String actor) implements Message {}
}
