/** The one way to walk a partition's files: every byte checked, in order. */
@NullMarked
package dev.mneme.ledger.scan;

import org.jspecify.annotations.NullMarked;
