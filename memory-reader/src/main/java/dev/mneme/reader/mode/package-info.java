/** What the guard's modes say about reading. */
@NullMarked
package dev.mneme.reader.mode;

import org.jspecify.annotations.NullMarked;
