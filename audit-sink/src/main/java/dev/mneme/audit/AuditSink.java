package dev.mneme.audit;

import dev.mneme.shell.ServiceStart;

/** The service. */
public final class AuditSink {
  private AuditSink() {}

  public static void main(String[] args) {
    ServiceStart.of(AuditSink.class, args);
  }
}
