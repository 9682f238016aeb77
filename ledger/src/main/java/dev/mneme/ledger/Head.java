package dev.mneme.ledger;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;

/**
 * What a log commits to.
 *
 * @param size number of entries
 * @param hash the chain after the last of them
 * @param nextOffset the offset after that of the last entry, 0 when there is none. Offsets are not
 *     dense: markers of transactions and aborted records have some, and are skipped.
 */
public record Head(int partition, long size, Hash hash, long nextOffset) {

  public static Head empty(int partition) {
    return new Head(partition, 0, LedgerHashes.empty(partition), 0);
  }
}
