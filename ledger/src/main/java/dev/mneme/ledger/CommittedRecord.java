package dev.mneme.ledger;

import org.jspecify.annotations.Nullable;

/** A record of the audit topic, to become the next entry. The bytes are not changed afterwards. */
public record CommittedRecord(
    long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value) {}
