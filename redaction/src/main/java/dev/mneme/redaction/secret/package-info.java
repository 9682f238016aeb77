/** Keys, tokens and passwords: by how they begin, and by the words before them. */
@NullMarked
package dev.mneme.redaction.secret;

import org.jspecify.annotations.NullMarked;
