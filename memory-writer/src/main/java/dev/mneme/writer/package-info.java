/** The memory-writer: takes memories in and puts one redacted record on the log for both layers. */
@NullMarked
package dev.mneme.writer;

import org.jspecify.annotations.NullMarked;
