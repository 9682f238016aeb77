package dev.mneme.ledger.verify;

import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Hash;

/** What the verification of one partition found. */
public sealed interface PartitionReport {

  int partition();

  /** Entries that are whole and rightly chained, counted from the first. */
  long entries();

  /** The chain after those entries. */
  Hash head();

  /** The Merkle root over those entries. */
  Hash root();

  /**
   * All is well.
   *
   * @param unfinished bytes at the end that are the beginning of an entry: an append is under way,
   *     or a crash interrupted one, which the next start cuts back. No entry is lost.
   */
  record Intact(int partition, long entries, Hash head, Hash root, long unfinished)
      implements PartitionReport {}

  /** The first bad entry; what comes after it was not looked at. */
  record Broken(int partition, long entries, Hash head, Hash root, Finding finding)
      implements PartitionReport {}
}
