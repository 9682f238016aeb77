/** Putting an event on the log, and what the caller gets to hold. */
@NullMarked
package dev.mneme.writer.publish;

import org.jspecify.annotations.NullMarked;
