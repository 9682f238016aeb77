/** Addresses of crypto wallets, by their checksums. */
@NullMarked
package dev.mneme.redaction.wallet;

import org.jspecify.annotations.NullMarked;
