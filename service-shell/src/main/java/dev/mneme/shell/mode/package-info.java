/** Knows what the guard allows, by following its announcements from the beginning. */
@NullMarked
package dev.mneme.shell.mode;

import org.jspecify.annotations.NullMarked;
