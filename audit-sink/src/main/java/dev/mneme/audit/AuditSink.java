package dev.mneme.audit;

import io.micronaut.runtime.Micronaut;

/** The service. */
public final class AuditSink {
  private AuditSink() {}

  public static void main(String[] args) {
    Micronaut.run(AuditSink.class, args);
  }
}
