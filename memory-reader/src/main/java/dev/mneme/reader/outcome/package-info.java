/**
 * Reports how each attempt on a layer ended, and that a recall took place, without ever delaying
 * it.
 */
@NullMarked
package dev.mneme.reader.outcome;

import org.jspecify.annotations.NullMarked;
