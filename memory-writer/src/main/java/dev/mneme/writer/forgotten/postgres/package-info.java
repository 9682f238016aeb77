/** Asks the legacy layer how far it was projected. */
@NullMarked
package dev.mneme.writer.forgotten.postgres;

import org.jspecify.annotations.NullMarked;
