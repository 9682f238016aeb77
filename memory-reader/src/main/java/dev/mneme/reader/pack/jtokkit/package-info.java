/** Counts tokens as OpenAI's models do, by jtokkit. */
@NullMarked
package dev.mneme.reader.pack.jtokkit;

import org.jspecify.annotations.NullMarked;
