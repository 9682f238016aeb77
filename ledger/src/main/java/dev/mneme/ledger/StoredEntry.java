package dev.mneme.ledger;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerEntry;

/** An entry with the bytes that were hashed and the chain it was given. */
public record StoredEntry(LedgerEntry entry, byte[] encoded, Hash leaf, Hash chain) {}
