/** The life of a memory: stored once, changed, merged, expired, forgotten. Decided, not done. */
@NullMarked
package dev.mneme.writer.memories;

import org.jspecify.annotations.NullMarked;
