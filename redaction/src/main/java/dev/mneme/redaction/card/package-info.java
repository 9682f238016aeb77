/** Payment cards: digits of a brand's length with a right check digit. */
@NullMarked
package dev.mneme.redaction.card;

import org.jspecify.annotations.NullMarked;
