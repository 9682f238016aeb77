package dev.mneme.writer.legacy;

import dev.mneme.events.MemoryRecord;
import dev.mneme.topics.RecordKey;

/** What a batch of records leaves of one memory. */
public sealed interface Change {
  RecordKey key();

  /** Offset of the record that says so. */
  long offset();

  record Keep(RecordKey key, long offset, MemoryRecord memory) implements Change {}

  record Remove(RecordKey key, long offset) implements Change {}
}
