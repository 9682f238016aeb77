package dev.mneme.writer.topology;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.OperationOutcome;
import dev.mneme.writer.memories.Change;

/** One thing that an event does. */
sealed interface Effect {

  /** What is known of the subject's memories changes, and {@code memory.records} with it. */
  record Alter(Change change) implements Effect {}

  record Account(AuditEvent entry) implements Effect {}

  record Report(String scope, OperationOutcome outcome) implements Effect {}

  record GiveUp(String key, DeadLetter letter) implements Effect {}
}
