package dev.mneme.guard.topology;

import dev.mneme.guard.decision.Observation;
import dev.mneme.topics.Scope;

/** What an outcome record means to the guard. */
sealed interface Reading {

  /** It says something about a scope that is read from. */
  record Seen(Scope scope, Observation observation) implements Reading {}

  /** It is none of the guard's business. */
  record Ignored(String why) implements Reading {}

  /**
   * It breaks the rules of the topic.
   *
   * @param reason what is wrong, without the offending value
   */
  record Refused(String reason) implements Reading {}
}
