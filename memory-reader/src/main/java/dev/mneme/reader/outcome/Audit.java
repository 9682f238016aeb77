package dev.mneme.reader.outcome;

import dev.mneme.events.AuditEvent;
import dev.mneme.shell.audit.AuditTrail.About;
import dev.mneme.tracing.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * Takes the audit event of each recall, export and distill.
 *
 * <p>What a receipt id in an answer means follows from here: the event is on this instance's disk
 * and is sent until the broker has it, whatever becomes of this process. Waiting for the broker
 * instead would make recall as slow and as fragile as it is.
 */
@FunctionalInterface
public interface Audit {

  /**
   * Returns at once.
   *
   * @param event with its hashes by the audit key
   * @param about whose subject hash it carries
   * @param parent the span of the request it tells of
   * @return whether it will arrive
   */
  boolean hand(AuditEvent event, About about, @Nullable TraceParent parent);

  /** About the person whose subject hash it carries. */
  default boolean hand(AuditEvent event, TraceParent parent) {
    return hand(event, About.PERSON, parent);
  }

  /** The same, where no span is known. */
  default boolean hand(AuditEvent event) {
    return hand(event, About.PERSON, null);
  }

  /** About many, and none of them. */
  default boolean handAboutMany(AuditEvent event) {
    return hand(event, About.NOBODY, null);
  }
}
