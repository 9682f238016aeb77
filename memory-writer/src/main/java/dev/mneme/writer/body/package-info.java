/** What the body of a request says, or the JSON path of what is wrong with it. */
@NullMarked
package dev.mneme.writer.body;

import org.jspecify.annotations.NullMarked;
