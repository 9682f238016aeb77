package dev.mneme.writer;

import dev.mneme.redaction.PiiType;
import dev.mneme.writer.redact.RedactionCounter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code memory_redactions_total{field_type}}. Every type is there from the start, at zero, so that
 * a rate over it is right for the first finding too.
 */
final class RedactionMeters implements RedactionCounter {
  private static final String NAME = "memory_redactions_total";

  private final Map<String, Counter> counters = new TreeMap<>();

  RedactionMeters(MeterRegistry registry) {
    for (PiiType type : PiiType.values()) {
      counters.put(
          type.name(),
          Counter.builder(NAME)
              .description("What was personal in the events that the stage processed")
              .tag("field_type", type.name())
              .register(registry));
    }
  }

  @Override
  public void redacted(Map<String, Integer> redactions) {
    redactions.forEach((type, count) -> counters.get(type).increment(count));
  }
}
