/** The running controller: its set-up, its readiness, and what its state says. */
@NullMarked
package dev.mneme.guard.rollout.streams;

import org.jspecify.annotations.NullMarked;
