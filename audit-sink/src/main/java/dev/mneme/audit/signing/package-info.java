/** When the ledger is signed, who is told, and what happens when it must not be signed any more. */
@NullMarked
package dev.mneme.audit.signing;

import org.jspecify.annotations.NullMarked;
