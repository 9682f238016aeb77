package dev.mneme.reader.outcome;

import dev.mneme.events.AuditEvent;
import dev.mneme.tracing.TraceParent;

/**
 * Takes the audit event of each recall.
 *
 * <p>What a receipt id in an answer means follows from here: the event is on its way, kept in this
 * process and sent until the broker has it or the time for it is up. It is not a promise that the
 * broker already has it: waiting for that would make recall as slow and as fragile as the broker.
 * While events are known not to arrive, no receipt is given, though each is still tried.
 */
@FunctionalInterface
public interface Audit {

  /**
   * Returns at once.
   *
   * @return whether the event is on its way, as far as can be known now
   */
  boolean hand(AuditEvent event);

  /**
   * The same, in the trace of the request it tells of.
   *
   * @param parent what the event follows from
   */
  default boolean hand(AuditEvent event, TraceParent parent) {
    return hand(event);
  }
}
