/** What became of an event: the stage says it on the log, and whoever asked waits for it here. */
@NullMarked
package dev.mneme.writer.outcome;

import org.jspecify.annotations.NullMarked;
