/** Serves recall from the layer that the guard allows. */
@NullMarked
package dev.mneme.reader;

import org.jspecify.annotations.NullMarked;
