/** One answer of two memories: what was said, and what it belongs to. */
@NullMarked
package dev.mneme.reader.recall.blend;

import org.jspecify.annotations.NullMarked;
