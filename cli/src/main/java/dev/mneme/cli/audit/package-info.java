/** The audit ledger as rows, for whoever analyses it. */
@NullMarked
package dev.mneme.cli.audit;

import org.jspecify.annotations.NullMarked;
