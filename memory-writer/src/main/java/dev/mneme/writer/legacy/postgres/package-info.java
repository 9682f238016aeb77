/** The legacy layer in PostgreSQL, with the position in the transaction of the rows. */
@NullMarked
package dev.mneme.writer.legacy.postgres;

import org.jspecify.annotations.NullMarked;
