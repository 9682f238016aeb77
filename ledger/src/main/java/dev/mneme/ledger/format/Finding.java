package dev.mneme.ledger.format;

import java.nio.file.Path;

/**
 * The first thing wrong in a partition.
 *
 * @param index the entry at which it shows: all before it are whole
 * @param offset the topic offset the entry states, or the first possible one where it states none
 * @param position where in the file the entry, the header or the slot begins
 */
public record Finding(
    int partition, long index, long offset, Path file, long position, Flaw flaw, String detail) {

  @Override
  public String toString() {
    return "partition %d entry %d (offset %d): %s, %s, at byte %d of %s"
        .formatted(partition, index, offset, flaw, detail, position, file);
  }
}
