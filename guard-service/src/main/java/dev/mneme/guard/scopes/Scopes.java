package dev.mneme.guard.scopes;

import java.util.List;
import java.util.Optional;

/** The scopes this instance decides about. */
public interface Scopes {

  /** By name; empty while the state is being restored or handed over. */
  Optional<List<ScopeStatus>> all();

  /** Whether it falls to this instance to decide about it, whatever is known of it. */
  boolean decidesAbout(String scope);

  /** One of them; empty when it is not known here, or while it cannot be read. */
  Optional<ScopeStatus> of(String scope);
}
