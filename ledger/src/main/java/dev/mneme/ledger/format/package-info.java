/** The bytes of the ledger: entries, hashes and segment files. */
@NullMarked
package dev.mneme.ledger.format;

import org.jspecify.annotations.NullMarked;
