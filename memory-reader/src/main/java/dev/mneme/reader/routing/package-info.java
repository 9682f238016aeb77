/** Decides which layers may be asked, in which order, from what is known about them. */
@NullMarked
package dev.mneme.reader.routing;

import org.jspecify.annotations.NullMarked;
