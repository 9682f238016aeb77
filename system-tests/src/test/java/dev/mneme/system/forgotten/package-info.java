/** What was forgotten, and acknowledged as forgotten, is shown by nobody. */
@NullMarked
package dev.mneme.system.forgotten;

import org.jspecify.annotations.NullMarked;
