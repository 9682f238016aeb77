package dev.mneme.writer.publish;

import dev.mneme.events.AuditEvent;

/** The audit, for what the edge does by itself. */
public interface AuditLog {

  /**
   * Returns when the entry is durable.
   *
   * @throws LogUnavailableException when it is not known to be
   */
  void append(AuditEvent entry) throws LogUnavailableException;
}
