/** Running the stream stage, and the producers of the writer. */
@NullMarked
package dev.mneme.writer.kafka;

import org.jspecify.annotations.NullMarked;
