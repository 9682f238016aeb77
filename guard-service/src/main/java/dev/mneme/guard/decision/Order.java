package dev.mneme.guard.decision;

import java.time.Instant;

/** What an operator may ask of a scope. */
public sealed interface Order {

  /** Put the scope in this mode whatever is seen, and until then only. */
  record Force(Mode mode, Instant until) implements Order {}

  /** End the forced mode now. */
  record Clear() implements Order {}

  /** Forget the failures that were counted. */
  record ResetFailures() implements Order {}
}
