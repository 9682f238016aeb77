/** The audit ledger: one log per partition, each entry committing to all before it. */
@NullMarked
package dev.mneme.ledger;

import org.jspecify.annotations.NullMarked;
