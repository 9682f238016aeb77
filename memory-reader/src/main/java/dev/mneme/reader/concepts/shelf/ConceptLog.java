package dev.mneme.reader.concepts.shelf;

import dev.mneme.reader.concepts.Concept;
import java.util.Collection;
import java.util.UUID;

/** Where concepts are kept for good. */
@FunctionalInterface
public interface ConceptLog {

  /**
   * Writes what changed and waits until the log has it.
   *
   * @return whether it has all of it; nothing is said of a part
   */
  boolean write(String owner, Collection<Concept> changed, Collection<UUID> died)
      throws InterruptedException;
}
