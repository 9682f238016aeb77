/** Dates that the words around them say somebody was born on. */
@NullMarked
package dev.mneme.redaction.birth;

import org.jspecify.annotations.NullMarked;
