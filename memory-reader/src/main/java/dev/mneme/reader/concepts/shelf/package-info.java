/** Keeps the concepts of this instance's subjects: forms, loses, repairs and remembers them. */
@NullMarked
package dev.mneme.reader.concepts.shelf;

import org.jspecify.annotations.NullMarked;
