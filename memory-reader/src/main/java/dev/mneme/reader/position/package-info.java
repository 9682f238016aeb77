/** How far this instance's indexes are, and whether those who forget know that it is read. */
@NullMarked
package dev.mneme.reader.position;

import org.jspecify.annotations.NullMarked;
