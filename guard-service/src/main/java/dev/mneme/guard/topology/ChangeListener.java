package dev.mneme.guard.topology;

import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.ScopeEvent;

/**
 * Hears of each change as it is decided, before it is committed: of one that is decided again after
 * a crash it hears twice.
 */
@FunctionalInterface
public interface ChangeListener {

  void changed(GuardState state, ScopeEvent event);
}
