package dev.mneme.writer;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Limits;
import dev.mneme.writer.redact.MemoryRedaction;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Makes the pure parts, which know no framework. */
@Factory
final class WriterFactory {

  @Singleton
  Admission admission() {
    return new Admission(Limits.STANDARD);
  }

  @Singleton
  MemoryRedaction redaction() {
    return new MemoryRedaction(Redactor.of(Policy.standard()));
  }
}
