package dev.mneme.writer.redact;

import java.util.Map;

/** Told of every event that was redacted for good, to count what was personal in it. */
@FunctionalInterface
public interface RedactionCounter {

  /**
   * @param redactions how many of each type, by name
   */
  void redacted(Map<String, Integer> redactions);
}
