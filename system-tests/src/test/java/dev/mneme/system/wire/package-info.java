/** What other people's clients see on the wire. */
@NullMarked
package dev.mneme.system.wire;

import org.jspecify.annotations.NullMarked;
