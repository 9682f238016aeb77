package dev.mneme.ledger;

import dev.mneme.ledger.format.EntryFormat;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.format.LedgerHashes;

/** An entry made of a record, and the head it leads to: the one way a log grows. */
public record Chained(StoredEntry stored, Head head) {

  public static Chained after(Head head, CommittedRecord record) {
    if (record.offset() < head.nextOffset()) {
      throw new IllegalArgumentException(
          "partition %d wants offset %d or above, not %d"
              .formatted(head.partition(), head.nextOffset(), record.offset()));
    }
    LedgerEntry entry =
        LedgerEntry.of(
            head.partition(),
            head.size(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value());
    byte[] encoded = EntryFormat.encode(entry);
    Hash leaf = LedgerHashes.leaf(encoded);
    Hash chain = LedgerHashes.chain(head.hash(), leaf);
    return new Chained(
        new StoredEntry(entry, encoded, leaf, chain),
        new Head(head.partition(), head.size() + 1, chain, record.offset() + 1));
  }
}
