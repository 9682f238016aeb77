/** Redaction: what personal data a text holds, and the text without it. */
@NullMarked
package dev.mneme.redaction;

import org.jspecify.annotations.NullMarked;
