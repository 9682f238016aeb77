/** Commands over {@code memory.control}. */
@NullMarked
package dev.mneme.guard.control.kafka;

import org.jspecify.annotations.NullMarked;
