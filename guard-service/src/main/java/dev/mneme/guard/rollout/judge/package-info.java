/**
 * Says whether the new layer does worse than the legacy one does at the same time, from reads of
 * both sides of a rollout, and how sure that is. Pure functions.
 *
 * @see <a href="../../../../../../../../../docs/decisions/0028-a-judge-that-may-look-often.md">why
 *     these tests</a>
 */
@NullMarked
package dev.mneme.guard.rollout.judge;

import org.jspecify.annotations.NullMarked;
