package dev.mneme.shell.slo;

import dev.mneme.shell.auth.Operation;

/** Hears of each change of a breaker of this instance, on the thread of the request; be quick. */
@FunctionalInterface
public interface BreakerListener {

  void changed(Operation operation, Breaker.Change change);
}
