package dev.mneme.reader.outcome;

import dev.mneme.events.RolloutObservation;

/** Takes what was seen of a rollout, for whoever judges it. Returns at once and never fails. */
@FunctionalInterface
public interface Observations {

  void observed(RolloutObservation observation);
}
