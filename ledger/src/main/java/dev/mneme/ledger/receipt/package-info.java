/** Proof, in one file, that an entry is in the ledger: no server is needed to check it. */
@NullMarked
package dev.mneme.ledger.receipt;

import org.jspecify.annotations.NullMarked;
