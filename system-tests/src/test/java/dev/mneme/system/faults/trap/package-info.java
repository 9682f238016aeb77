/** Stops a real process at a named point of its work: an agent in its JVM, none of its own code. */
@NullMarked
package dev.mneme.system.faults.trap;

import org.jspecify.annotations.NullMarked;
