/**
 * The process that owns a stack after the command that started it has ended, and how the two talk
 * meanwhile.
 */
@NullMarked
package dev.mneme.stack.supervise;

import org.jspecify.annotations.NullMarked;
