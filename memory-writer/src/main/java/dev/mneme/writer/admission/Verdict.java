package dev.mneme.writer.admission;

import dev.mneme.events.MemoryEvent;

/** What admission says of an event. */
public sealed interface Verdict {

  /** To be processed. */
  record Accepted(MemoryEvent event, Operation operation) implements Verdict {}

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
