/** Verification of a ledger folder by whoever doubts it: needs the format and nothing else. */
@NullMarked
package dev.mneme.ledger.verify;

import org.jspecify.annotations.NullMarked;
