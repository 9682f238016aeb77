/** Texts as vectors: who computes them, once for each text, and where they are looked up. */
@NullMarked
package dev.mneme.reader.embedding;

import org.jspecify.annotations.NullMarked;
