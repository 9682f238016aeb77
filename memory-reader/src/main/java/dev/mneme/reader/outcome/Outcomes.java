package dev.mneme.reader.outcome;

import dev.mneme.events.OperationOutcome;

/**
 * Takes the outcome of each attempt on a layer, for the guard. It returns at once and never fails:
 * an outcome that cannot be handed on is counted and lost, because a recall may not wait for it.
 */
@FunctionalInterface
public interface Outcomes {

  void report(OperationOutcome outcome);
}
