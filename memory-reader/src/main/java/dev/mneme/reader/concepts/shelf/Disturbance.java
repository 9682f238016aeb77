package dev.mneme.reader.concepts.shelf;

import dev.mneme.events.MemoryConcept;

/** What a drill may do to concepts; nothing outside of one. */
public interface Disturbance {

  Disturbance NONE = new Disturbance() {};

  /** Before the semantic path of a recall. */
  default void inRecall() {}

  /** Before a subject is consolidated; may throw to have it fail. */
  default void inConsolidation() {}

  /** A concept on its way to the log. */
  default MemoryConcept onWriting(MemoryConcept concept) {
    return concept;
  }
}
