package dev.mneme.ledger.scan;

import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.format.Segment;
import org.jspecify.annotations.Nullable;

/** What a scan met next. */
public sealed interface ScanStep {

  /**
   * A whole entry, rightly hashed and in its place.
   *
   * @param position where its frame begins in the segment's log
   * @param slotted whether its position is on file, which says that it was durable
   */
  record Met(
      Segment segment,
      long position,
      boolean slotted,
      LedgerEntry entry,
      byte[] encoded,
      Hash leaf,
      Hash chain)
      implements ScanStep {

    public long end() {
      return position + Integer.BYTES + encoded.length + Hash.LENGTH;
    }
  }

  /**
   * No more entries.
   *
   * @param position where the last whole entry ends
   * @param unfinished bytes after it
   * @param why what is the matter with those bytes, none of which were ever known to be durable
   */
  record End(Segment segment, long position, long unfinished, @Nullable Finding why)
      implements ScanStep {}

  /** Damage to what was durable. Nothing after it can be trusted. */
  record Damaged(Finding finding) implements ScanStep {}
}
