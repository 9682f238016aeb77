/** Operators' commands on their way to the task that obeys them. */
@NullMarked
package dev.mneme.guard.control;

import org.jspecify.annotations.NullMarked;
