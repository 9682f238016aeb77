/** Which events are accepted, and why the others are not. */
@NullMarked
package dev.mneme.writer.admission;

import org.jspecify.annotations.NullMarked;
