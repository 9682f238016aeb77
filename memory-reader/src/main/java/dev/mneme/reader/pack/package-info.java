/** Packs the memories that are worth most into a text of so many tokens, for a model to read. */
@NullMarked
package dev.mneme.reader.pack;

import org.jspecify.annotations.NullMarked;
