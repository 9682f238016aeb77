package dev.mneme.writer.topology;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.topics.RecordKey;

/** One record that goes out for an event. */
sealed interface Effect {

  record Remember(RecordKey key, MemoryRecord memory) implements Effect {}

  /** A tombstone. */
  record Forget(RecordKey key) implements Effect {}

  record Account(AuditEvent entry) implements Effect {}

  record Report(String scope, OperationOutcome outcome) implements Effect {}

  record GiveUp(String key, DeadLetter letter) implements Effect {}
}
