/**
 * Child processes that cannot outlive the process that started them, and the traces by which they
 * are found again.
 */
@NullMarked
package dev.mneme.stack.process;

import org.jspecify.annotations.NullMarked;
