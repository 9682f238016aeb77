/** Who else serves the same memories, and which instance has which part of them. */
@NullMarked
package dev.mneme.reader.instances;

import org.jspecify.annotations.NullMarked;
