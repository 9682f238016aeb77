/** The guard's announcements over {@code memory.mode}. */
@NullMarked
package dev.mneme.shell.mode.kafka;

import org.jspecify.annotations.NullMarked;
