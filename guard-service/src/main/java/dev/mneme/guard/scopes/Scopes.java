package dev.mneme.guard.scopes;

import dev.mneme.guard.decision.GuardState;
import java.util.List;
import java.util.Optional;

/** The scopes this instance decides about. */
public interface Scopes {

  /** By name; empty while the state is being restored or handed over. */
  Optional<List<GuardState>> all();
}
