/** What the words before a place of a text say it is. */
@NullMarked
package dev.mneme.redaction.context;

import org.jspecify.annotations.NullMarked;
