/**
 * What becomes of a rollout: a pure function of its state, what is observed, and the time. The
 * diagram of its states is in {@code docs/rollout-plans.md}.
 */
@NullMarked
package dev.mneme.guard.rollout.decision;

import org.jspecify.annotations.NullMarked;
