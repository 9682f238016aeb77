/** Records that cannot be processed, kept with their cause and with their bytes sealed. */
@NullMarked
package dev.mneme.deadletter;

import org.jspecify.annotations.NullMarked;
