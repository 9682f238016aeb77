/** The HTTP edge: memories stored and forgotten by request. */
@NullMarked
package dev.mneme.writer.http;

import org.jspecify.annotations.NullMarked;
