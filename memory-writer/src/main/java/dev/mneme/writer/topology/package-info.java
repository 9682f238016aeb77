/** The stream stage: what one event becomes on the topics, once. */
@NullMarked
package dev.mneme.writer.topology;

import org.jspecify.annotations.NullMarked;
