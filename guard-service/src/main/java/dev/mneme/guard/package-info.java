/** The guard: takes a failing layer out of the read path, and brings it back. */
@NullMarked
package dev.mneme.guard;

import org.jspecify.annotations.NullMarked;
