/** Moves reads to the new layer step by step, by a declared plan, and back by itself. */
@NullMarked
package dev.mneme.guard.rollout;

import org.jspecify.annotations.NullMarked;
