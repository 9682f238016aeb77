/** The legacy layer as a projection of the records. */
@NullMarked
package dev.mneme.writer.legacy;

import org.jspecify.annotations.NullMarked;
