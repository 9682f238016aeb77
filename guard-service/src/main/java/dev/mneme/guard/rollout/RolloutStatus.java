package dev.mneme.guard.rollout;

import dev.mneme.guard.rollout.decision.RolloutDecision;
import dev.mneme.guard.rollout.decision.RolloutState;
import dev.mneme.guard.rollout.evidence.Evidence;

/**
 * A rollout as it is.
 *
 * @param forecast what would be decided of this evidence if the step had taken all its time
 */
public record RolloutStatus(
    RolloutState state, Evidence evidence, RolloutHistory history, RolloutDecision forecast) {}
