/** What can be asked of a layer of memory, and what it answers. */
@NullMarked
package dev.mneme.reader.recall;

import org.jspecify.annotations.NullMarked;
