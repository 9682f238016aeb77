package dev.mneme.writer.admission;

import dev.mneme.events.ForgetMemory;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;

/** What admission says of an event. */
public sealed interface Verdict {

  /** To be remembered. */
  record Store(MemoryEvent event, StoreMemory memory) implements Verdict {}

  /** To be forgotten. */
  record Forget(MemoryEvent event, ForgetMemory order) implements Verdict {}

  /**
   * Not accepted.
   *
   * @param field path of the field that is wrong, such as {@code store.text}
   * @param problem what is wrong with it, never its value
   */
  record Refused(String field, String problem) implements Verdict {
    public String reason() {
      return field + " " + problem;
    }
  }
}
