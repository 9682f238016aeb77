package dev.mneme.ledger.format;

import org.jspecify.annotations.Nullable;

/**
 * One committed record of the audit topic, at its place in the ledger.
 *
 * @param index the number of entries before this one in the partition
 * @param offset the record's offset on the topic; grows from entry to entry, with gaps
 * @param timestamp the record's timestamp on the topic, milliseconds since 1970
 */
public record LedgerEntry(
    int partition, long index, long offset, long timestamp, EntryField key, EntryField value) {

  public LedgerEntry {
    if (partition < 0 || index < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "partition, index and offset are not negative: %d, %d, %d"
              .formatted(partition, index, offset));
    }
  }

  /** The entry of a record; what is too long for a ledger is kept as a digest. */
  public static LedgerEntry of(
      int partition,
      long index,
      long offset,
      long timestamp,
      byte @Nullable [] key,
      byte @Nullable [] value) {
    return new LedgerEntry(
        partition,
        index,
        offset,
        timestamp,
        field(key, EntryFormat.LONGEST_KEY),
        field(value, EntryFormat.LONGEST_VALUE));
  }

  private static EntryField field(byte @Nullable [] bytes, int longest) {
    if (bytes == null) {
      return new EntryField.Absent();
    }
    return bytes.length <= longest
        ? new EntryField.Bytes(bytes)
        : new EntryField.Digest(bytes.length, LedgerHashes.plain(bytes));
  }
}
