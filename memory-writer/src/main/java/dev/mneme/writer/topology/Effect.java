package dev.mneme.writer.topology;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.SubjectKey;
import dev.mneme.writer.memories.Change;

/** One thing that an event does. */
sealed interface Effect {

  /** What is known of the subject's memories changes, and {@code memory.records} with it. */
  record Alter(Change change) implements Effect {}

  /**
   * @param person whether the entry is about the subject of its subject hash, and not about nobody
   */
  record Account(AuditEvent entry, boolean person) implements Effect {}

  /** From now on the subject is hashed with this key in the audit. */
  record Introduce(String subjectHash, SubjectKey key) implements Effect {}

  /** The subject's key in the audit is gone: what was hashed with it names nobody any more. */
  record Blind(String subjectHash) implements Effect {}

  record Report(String scope, OperationOutcome outcome) implements Effect {}

  record GiveUp(String key, DeadLetter letter) implements Effect {}
}
