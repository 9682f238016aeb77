/** Whether what was forgotten can no longer be read anywhere, which is what its caller is told. */
@NullMarked
package dev.mneme.writer.forgotten;

import org.jspecify.annotations.NullMarked;
