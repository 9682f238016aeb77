/** The bytes of the ledger: entries, hashes, segment files, and the one way to walk them. */
@NullMarked
package dev.mneme.ledger.format;

import org.jspecify.annotations.NullMarked;
