/** Settings over {@code memory.control}. */
@NullMarked
package dev.mneme.shell.control.kafka;

import org.jspecify.annotations.NullMarked;
