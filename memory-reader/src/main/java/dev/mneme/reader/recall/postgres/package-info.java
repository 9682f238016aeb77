/** The legacy layer: full-text search over the table that the writer's projector fills. */
@NullMarked
package dev.mneme.reader.recall.postgres;

import org.jspecify.annotations.NullMarked;
