/** The HTTP edge of recall. */
@NullMarked
package dev.mneme.reader.http;

import org.jspecify.annotations.NullMarked;
