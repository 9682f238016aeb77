/**
 * What is known about the reads of a region since a step began, put together from slices of time.
 */
@NullMarked
package dev.mneme.guard.rollout.evidence;

import org.jspecify.annotations.NullMarked;
