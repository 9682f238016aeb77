package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;

/** Redacts a kept memory again. */
@FunctionalInterface
public interface Redaction {

  /**
   * The memory by the policy now in force, with its findings counted and the policy's version;
   * equal to the one given when the policy finds nothing new and is the same.
   */
  MemoryRecord again(MemoryRecord record);
}
