package dev.mneme.guard.rollout;

import java.util.Optional;

/**
 * The rollout, where it is decided about. Both are empty when another instance decides, or while
 * the state is restored or handed over.
 */
public interface Rollouts {

  /** All that is known, with what would be decided of it. */
  Optional<RolloutStatus> status();

  /** What happened last; takes much less time. */
  Optional<RolloutHistory> history();
}
