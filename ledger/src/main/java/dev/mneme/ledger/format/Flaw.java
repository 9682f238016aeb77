package dev.mneme.ledger.format;

/** What can be wrong with a ledger at an entry. */
public enum Flaw {
  /** The files end in the middle of the entry. */
  TORN_TAIL,
  /** The entry was durable once and is not there any more. */
  MISSING,
  /** No entry has this length. */
  BAD_LENGTH,
  /** Entry, entry before and chain hash do not belong together. */
  BAD_HASH,
  /** The bytes are hashed rightly, but are not the encoding of an entry. */
  BAD_ENTRY,
  /** The entry belongs to another partition. */
  WRONG_PARTITION,
  /** The entry belongs to another place of its partition. */
  WRONG_INDEX,
  /** The offset is not above that of the entry before. */
  OFFSET_NOT_INCREASING,
  /** The segment's header is not that of the segment that belongs here. */
  BAD_HEADER,
  /** The positions file names another place for the entry than where it is. */
  BAD_POSITION,
  /** A tile of the Merkle tree is not over the entries. */
  BAD_TILE,
  /** The entries are fewer than were signed, or others. */
  BAD_CHECKPOINT
}
