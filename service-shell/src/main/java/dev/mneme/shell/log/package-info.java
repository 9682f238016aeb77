/** Log lines that say what failed and where, and never what somebody said. */
@NullMarked
package dev.mneme.shell.log;

import org.jspecify.annotations.NullMarked;
