/** Keeps what layers answered, for as long as nothing of it has changed. */
@NullMarked
package dev.mneme.reader.cache;

import org.jspecify.annotations.NullMarked;
