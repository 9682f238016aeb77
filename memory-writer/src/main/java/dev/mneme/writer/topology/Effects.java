package dev.mneme.writer.topology;

import dev.mneme.deadletter.DeadLetters;
import dev.mneme.deadletter.FailedRecord;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.StoreMemory;
import dev.mneme.identity.DerivedId;
import dev.mneme.identity.KeyedHash;
import dev.mneme.topics.RecordKey;
import dev.mneme.writer.admission.Verdict;
import dev.mneme.writer.redact.MemoryRedaction;
import dev.mneme.writer.redact.RedactedMemory;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an event becomes: pure, and the same every time it is asked. */
final class Effects {
  private static final String STORE = "store";
  private static final String FORGET = "forget";
  private static final String UNKNOWN = "unknown";
  private static final String PERSONAL = "personal";

  private final MemoryRedaction redaction;
  private final KeyedHash hash;
  private final DeadLetters letters;
  private final Reporter reporter;

  Effects(MemoryRedaction redaction, KeyedHash hash, DeadLetters letters, Reporter reporter) {
    this.redaction = redaction;
    this.hash = hash;
    this.letters = letters;
    this.reporter = reporter;
  }

  /**
   * @param id of the memory, as {@link #memoryId} gives it
   */
  List<Effect> remembered(Verdict.Store accepted, UUID id, Origin origin) {
    MemoryEvent event = accepted.event();
    RedactedMemory redacted = redaction.redact(accepted.memory());
    StoreMemory memory = redacted.memory();
    MemoryRecord record =
        MemoryRecord.newBuilder()
            .setMemoryId(id)
            .setTenant(event.getTenant())
            .setSubject(event.getSubject())
            .setType(memory.getType())
            .setText(memory.getText())
            .setSpeaker(memory.getSpeaker())
            .setConversation(memory.getConversation())
            .setSession(memory.getSession())
            .setTags(memory.getTags())
            .setMetadata(memory.getMetadata())
            .setOccurredAt(event.getOccurredAt())
            .setCreatedAt(origin.at())
            .setRedactions(redacted.redactions())
            .setPolicyVersion(redaction.policyVersion())
            .setSourceEventId(event.getEventId())
            .setSource(origin.position())
            .build();
    AuditEvent entry =
        accepted(event, STORE, origin)
            .setMemoryId(id)
            .setContentHash(hash.content(memory.getText()))
            .build();
    return List.of(
        new Effect.Remember(new RecordKey(event.getTenant(), event.getSubject(), id), record),
        new Effect.Account(entry),
        report(STORE, OutcomeResult.SUCCESS, event.getEventId(), origin));
  }

  List<Effect> forgotten(Verdict.Forget accepted, Origin origin) {
    MemoryEvent event = accepted.event();
    UUID id = accepted.order().getMemoryId();
    String reason = redaction.redact(accepted.order().getReason());
    AuditEvent entry =
        accepted(event, FORGET, origin)
            .setMemoryId(id)
            .setReason(reason.isBlank() ? null : reason)
            .build();
    return List.of(
        new Effect.Forget(new RecordKey(event.getTenant(), event.getSubject(), id)),
        new Effect.Account(entry),
        report(FORGET, OutcomeResult.SUCCESS, event.getEventId(), origin));
  }

  /** An event that was processed before changes nothing; that it came is only reported. */
  List<Effect> duplicate(MemoryEvent event, Origin origin) {
    String operation = event.getStore() != null ? STORE : FORGET;
    return List.of(report(operation, OutcomeResult.DUPLICATE, event.getEventId(), origin));
  }

  List<Effect> givenUp(FailedRecord failed, DeadLetterCause cause, String reason, Origin origin) {
    DeadLetter letter = letters.letter(failed, cause, reason, origin.at());
    String key = letters.topicKey(failed);
    AuditEvent entry =
        entry(UNKNOWN, "rejected", origin)
            .setEventId(DerivedId.of("audit", origin.parts()))
            .setTenant("")
            .setSubjectHash(hash.subject("", key))
            .setReason(reason)
            .build();
    return List.of(
        new Effect.GiveUp(key, letter),
        new Effect.Account(entry),
        report(UNKNOWN, OutcomeResult.REJECTED, null, origin));
  }

  static UUID memoryId(MemoryEvent event) {
    return DerivedId.of(
        "memory", event.getTenant(), event.getSubject(), event.getEventId().toString());
  }

  private AuditEvent.Builder accepted(MemoryEvent event, String operation, Origin origin) {
    UUID receipt =
        DerivedId.of("audit", event.getTenant(), event.getSubject(), event.getEventId().toString());
    return entry(operation, "success", origin)
        .setEventId(receipt)
        .setTenant(event.getTenant())
        .setSubjectHash(hash.subject(event.getTenant(), event.getSubject()));
  }

  private AuditEvent.Builder entry(String operation, String result, Origin origin) {
    return AuditEvent.newBuilder()
        .setOperation(operation)
        .setFamily(PERSONAL)
        .setResult(result)
        .setService(reporter.service())
        .setInstance(reporter.instance())
        .setTraceId(origin.traceId())
        .setSource(origin.position())
        .setAt(origin.at());
  }

  /** Without a latency: a measured one would make processing again give other bytes. */
  private Effect report(
      String operation, OutcomeResult result, @Nullable UUID eventId, Origin origin) {
    OperationOutcome outcome =
        OperationOutcome.newBuilder()
            .setOutcomeId(DerivedId.of("outcome", origin.parts()))
            .setLayer(reporter.scope().layer())
            .setRegion(reporter.region())
            .setKind(OutcomeKind.OPERATION)
            .setOperation(operation)
            .setFamily(PERSONAL)
            .setResult(result)
            .setEpoch(0)
            .setLatencyMicros(0)
            .setService(reporter.service())
            .setInstance(reporter.instance())
            .setEventId(eventId)
            .setAt(origin.at())
            .build();
    return new Effect.Report(reporter.scope().key(), outcome);
  }
}
