/**
 * The new layer: one Lucene index per partition of the log of records, with the position in the
 * commit.
 */
@NullMarked
package dev.mneme.reader.recall.lucene;

import org.jspecify.annotations.NullMarked;
