/**
 * Follows the audit topic into the ledger: exactly once, in order, and never onto another topic.
 */
@NullMarked
package dev.mneme.audit.kafka;

import org.jspecify.annotations.NullMarked;
