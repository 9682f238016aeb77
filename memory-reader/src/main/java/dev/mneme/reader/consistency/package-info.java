/** Makes a recall wait until the caller's own write is visible where it is answered. */
@NullMarked
package dev.mneme.reader.consistency;

import org.jspecify.annotations.NullMarked;
