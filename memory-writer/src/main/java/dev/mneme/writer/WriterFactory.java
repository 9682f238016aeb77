package dev.mneme.writer;

import dev.mneme.redaction.RedactionKey;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Limits;
import dev.mneme.writer.redact.MemoryRedaction;
import dev.mneme.writer.redact.RedactionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Makes the pure parts, which know no framework. */
@Factory
final class WriterFactory {

  @Singleton
  Admission admission() {
    return new Admission(Limits.STANDARD);
  }

  /** At the start and not when the first text comes: a bad policy must stop it. */
  @Context
  MemoryRedaction redaction(RedactionSettings settings) {
    return new MemoryRedaction(settings.redactor());
  }

  /** There only when it is set; opens what was sealed. */
  @Singleton
  @Requires(property = "mneme.redaction.key", pattern = ".*\\S.*")
  RedactionKey redactionKey(RedactionSettings settings) {
    return settings
        .redactionKey()
        .orElseThrow(() -> new IllegalStateException("MNEME_REDACTION_KEY is blank"));
  }

  @Singleton
  RedactionCounter redactionCounter(MeterRegistry registry) {
    return new RedactionMeters(registry);
  }
}
