/** How much may be asked: per caller in a time, and of one instance at once. */
@NullMarked
package dev.mneme.shell.limit;

import org.jspecify.annotations.NullMarked;
