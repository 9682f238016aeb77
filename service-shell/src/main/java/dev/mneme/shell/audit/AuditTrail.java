package dev.mneme.shell.audit;

import dev.mneme.events.AuditEvent;
import dev.mneme.tracing.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * Takes entries of the audit that belong to no transaction: of what was read, refused or told.
 *
 * <p>An entry that was taken reaches {@code memory.audit}, be the broker away or this process
 * killed meanwhile. It may reach it twice; the ledger makes one entry of an event id.
 */
public interface AuditTrail {

  /** Whom an entry is about. */
  enum About {
    /** The subject of its subject hash, which is hashed with the subject's own key on the way. */
    PERSON,
    /** Nobody: its subject hash stands for a service or a scope. */
    NOBODY
  }

  /**
   * Returns at once.
   *
   * @param entry with subject and content hashed with the audit key alone
   * @param parent the span it follows from, if there is one
   * @return false when there is no room: then it will not be on the topic
   */
  boolean hand(AuditEvent entry, About about, @Nullable TraceParent parent);

  /** Of what no span is known. */
  default boolean hand(AuditEvent entry, About about) {
    return hand(entry, about, null);
  }
}
