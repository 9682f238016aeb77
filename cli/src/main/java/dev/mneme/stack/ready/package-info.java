/** How each kind of part is asked whether it can be used now. */
@NullMarked
package dev.mneme.stack.ready;

import org.jspecify.annotations.NullMarked;
