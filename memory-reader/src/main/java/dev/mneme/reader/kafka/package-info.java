/** What the reader says to the broker and hears from it. */
@NullMarked
package dev.mneme.reader.kafka;

import org.jspecify.annotations.NullMarked;
