/** The running topology: its set-up, its readiness, and what its state says of the scopes. */
@NullMarked
package dev.mneme.guard.streams;

import org.jspecify.annotations.NullMarked;
