/** How well a detector does on labelled texts. */
@NullMarked
package dev.mneme.redaction.score;

import org.jspecify.annotations.NullMarked;
