/** Hears how far readers are from {@code memory.positions}. */
@NullMarked
package dev.mneme.writer.forgotten.kafka;

import org.jspecify.annotations.NullMarked;
