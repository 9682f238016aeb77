/** Signing what a ledger holds, and never anything that contradicts what was signed before. */
@NullMarked
package dev.mneme.ledger.sign;

import org.jspecify.annotations.NullMarked;
