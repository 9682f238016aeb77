/** Reads the new layer besides the legacy one, out of nobody's way, and compares the answers. */
@NullMarked
package dev.mneme.reader.shadow;

import org.jspecify.annotations.NullMarked;
