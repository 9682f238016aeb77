package dev.mneme.writer.publish;

import dev.mneme.events.AuditEvent;

/** The audit, for what the edge does by itself. */
public interface AuditLog {

  /**
   * Returns when the entry is durable.
   *
   * @param entry about a person, with its hashes by the audit key
   * @throws LogUnavailableException when it is not known to be
   */
  void append(AuditEvent entry) throws LogUnavailableException;
}
