/** What the guard decided, in numbers for Prometheus. */
@NullMarked
package dev.mneme.guard.meter;

import org.jspecify.annotations.NullMarked;
