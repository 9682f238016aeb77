/**
 * The audit sink: turns the audit topic into a ledger whose every entry commits to the one before.
 */
@NullMarked
package dev.mneme.audit;

import org.jspecify.annotations.NullMarked;
