/** Redaction of every field of a memory. */
@NullMarked
package dev.mneme.writer.redact;

import org.jspecify.annotations.NullMarked;
