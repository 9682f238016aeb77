package dev.mneme.guard.rollout.decision;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the controller makes of an observation.
 *
 * @param fact what happened, if anything did: at most one thing at a time
 * @param settings shares to set now, by region; none when they stay
 * @param because why, also when nothing happened
 */
public record RolloutDecision(
    RolloutState next, @Nullable RolloutFact fact, Map<String, Integer> settings, String because) {

  public RolloutDecision {
    settings = Map.copyOf(settings);
  }

  static RolloutDecision nothing(RolloutState state, String because) {
    return new RolloutDecision(state, null, Map.of(), because);
  }

  static RolloutDecision keeping(RolloutState next, RolloutFact fact) {
    return new RolloutDecision(next, fact, Map.of(), fact.because());
  }

  static RolloutDecision setting(RolloutState next, RolloutFact fact) {
    return new RolloutDecision(next, fact, next.exposure(), fact.because());
  }

  /** Whether the evidence of a step begins anew. */
  public boolean beginsStep(RolloutState before) {
    return next instanceof RolloutState.Stepping stepping
        && !(before instanceof RolloutState.Stepping was && was.since().equals(stepping.since()));
  }
}
