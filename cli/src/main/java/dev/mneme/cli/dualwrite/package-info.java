/** Whether the legacy layer holds what the log says, as of one position of each partition. */
@NullMarked
package dev.mneme.cli.dualwrite;

import org.jspecify.annotations.NullMarked;
