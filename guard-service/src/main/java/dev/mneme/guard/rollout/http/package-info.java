/** The rollout's HTTP edge: plans in, what became of them out. */
@NullMarked
package dev.mneme.guard.rollout.http;

import org.jspecify.annotations.NullMarked;
