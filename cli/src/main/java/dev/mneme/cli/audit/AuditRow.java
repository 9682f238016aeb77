package dev.mneme.cli.audit;

import dev.mneme.events.AuditEvent;
import dev.mneme.ledger.format.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the ledger and the event in it.
 *
 * @param event null when it cannot be read
 * @param unreadable why it cannot, else null
 */
public record AuditRow(
    LedgerEntry entry, @Nullable AuditEvent event, @Nullable String unreadable) {}
