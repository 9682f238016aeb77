package dev.mneme.guard.rollout.decision;

/** What an operator may tell a rollout that is under way. */
public enum Order {
  /** Stay at this step. */
  PAUSE,
  /** Begin the step anew. */
  RESUME,
  /** Go on to the next step, whatever the evidence. */
  PROMOTE,
  /** Back to nobody, for good. */
  ABORT
}
