/** The declared plan of a rollout: its steps, what they wait for, and what ends them. */
@NullMarked
package dev.mneme.guard.rollout.plan;

import org.jspecify.annotations.NullMarked;
