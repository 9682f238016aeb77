package dev.mneme.guard.scopes;

import dev.mneme.guard.decision.GuardState;

/** A scope as it is, and how it came to be so. */
public record ScopeStatus(GuardState state, History history) {}
