package dev.mneme.writer.redact;

import dev.mneme.redaction.PiiType;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How many findings of each type were met on the way through an event. */
final class Counts {
  private final Map<PiiType, Integer> counts = new EnumMap<>(PiiType.class);

  void add(PiiType type, int times) {
    counts.merge(type, times, Integer::sum);
  }

  /** By name, in order, so that the same event gives the same bytes. */
  Map<String, Integer> byName() {
    Map<String, Integer> named = new TreeMap<>();
    counts.forEach((type, count) -> named.put(type.name(), count));
    return named;
  }
}
