/**
 * What the guard decides about one scope: a pure function of its state, an observation, the policy
 * and the time. The diagram of its states is in {@code docs/guard.md}.
 */
@NullMarked
package dev.mneme.guard.decision;

import org.jspecify.annotations.NullMarked;
