/** Several instances of memory-reader that share one log. */
@NullMarked
package dev.mneme.system.scale;

import org.jspecify.annotations.NullMarked;
