/** Bank accounts: country, length and check digits of ISO 13616. */
@NullMarked
package dev.mneme.redaction.iban;

import org.jspecify.annotations.NullMarked;
