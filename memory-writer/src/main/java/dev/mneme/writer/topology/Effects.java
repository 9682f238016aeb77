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
import dev.mneme.identity.DerivedId;
import dev.mneme.identity.KeyedHash;
import dev.mneme.writer.admission.Operation;
import dev.mneme.writer.memories.Answer;
import dev.mneme.writer.memories.Decision;
import dev.mneme.writer.memories.Given;
import dev.mneme.writer.memories.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an event becomes: pure, and the same every time it is asked. */
final class Effects {
  private static final String EXPIRE = "expire";
  private static final String UNKNOWN = "unknown";
  private static final int MOST_IDS = 256;

  private final KeyedHash hash;
  private final DeadLetters letters;
  private final Reporter reporter;

  Effects(KeyedHash hash, DeadLetters letters, Reporter reporter) {
    this.hash = hash;
    this.letters = letters;
    this.reporter = reporter;
  }

  /**
   * Of an event that was decided: its changes, one audit event, one outcome.
   *
   * @param leaks what a second look at its redaction found; none when there was no such look
   */
  List<Effect> decided(Given given, Decision decision, @Nullable Integer leaks, Origin origin) {
    List<Effect> effects =
        new ArrayList<>(decision.changes().size() + 2 + 4 * decision.expired().size());
    decision.expired().forEach(expired -> effects.addAll(expired(expired)));
    decision.changes().forEach(change -> effects.add(new Effect.Alter(change)));
    Answer answer = decision.answer();
    if (answer.result() != OutcomeResult.DUPLICATE) {
      effects.add(new Effect.Account(account(given, decision, origin), true));
      if (given.operation() instanceof Operation.OfSubject) {
        MemoryEvent event = given.event();
        effects.add(new Effect.Blind(hash.subject(event.getTenant(), event.getSubject())));
      }
    }
    effects.add(
        report(
            given.operation().word(),
            decision.family(),
            answer,
            given.event().getEventId(),
            leaks,
            origin));
    return effects;
  }

  /** An event that was processed before changes nothing; that it came is only reported. */
  Effect again(MemoryEvent event, Operation operation, Answer first, Origin origin) {
    return report(
        operation.word(), Decision.PERSONAL, first.again(), event.getEventId(), null, origin);
  }

  /**
   * Of a memory whose time was over. Everything follows from the record and not from the clock that
   * came by, so that doing it again gives the same.
   */
  List<Effect> expired(Decision.Expired expired) {
    MemoryRecord record = expired.record();
    String[] parts = {
      record.getTenant(),
      record.getSubject(),
      EXPIRE,
      record.getMemoryId().toString(),
      Long.toString(record.getExpiresAt().toEpochMilli())
    };
    List<Effect> effects = new ArrayList<>(expired.changes().size() + 2);
    expired.changes().forEach(change -> effects.add(new Effect.Alter(change)));
    effects.add(
        new Effect.Account(
            AuditEvent.newBuilder()
                .setEventId(DerivedId.of("audit", parts))
                .setOperation(EXPIRE)
                .setFamily(record.getFamily())
                .setResult("success")
                .setService(reporter.service())
                .setInstance(reporter.instance())
                .setTenant(record.getTenant())
                .setSubjectHash(hash.subject(record.getTenant(), record.getSubject()))
                .setContentHash(record.getContentHash())
                .setMemoryId(record.getMemoryId())
                .setSource(record.getSource())
                .setAt(record.getExpiresAt())
                .setAffected(1)
                .setRemovedIds(List.of(record.getMemoryId()))
                .build(),
            true));
    effects.add(
        report(
            outcome(EXPIRE, record.getFamily())
                .setOutcomeId(DerivedId.of("outcome", parts))
                .setResult(OutcomeResult.SUCCESS)
                .setMemoryId(record.getMemoryId())
                .setAffected(1)
                .setAt(record.getExpiresAt())
                .build()));
    return effects;
  }

  /**
   * Whom it was about cannot be believed: its entry names the record and nobody.
   *
   * @param event what it said, if that could be read
   * @param replayOf the dead letter it was before, if it was one
   */
  List<Effect> givenUp(
      FailedRecord failed,
      DeadLetterCause cause,
      String reason,
      @Nullable MemoryEvent event,
      @Nullable UUID replayOf,
      Origin origin) {
    DeadLetter letter = letters.letter(failed, cause, reason, origin.at());
    if (replayOf != null) {
      letter = DeadLetter.newBuilder(letter).setReplayOf(replayOf).build();
    }
    String key = letters.topicKey(failed);
    AuditEvent entry =
        entry(UNKNOWN, Decision.PERSONAL, "rejected", origin)
            .setEventId(DerivedId.of("audit", origin.parts()))
            .setTenant("")
            .setSubjectHash(hash.subject("", String.join("/", origin.parts())))
            .setReason(reason)
            .build();
    OperationOutcome outcome =
        outcome(operation(event), Decision.PERSONAL)
            .setOutcomeId(DerivedId.of("outcome", origin.parts()))
            .setResult(OutcomeResult.REJECTED)
            .setEventId(event == null ? null : event.getEventId())
            .setReason(reason)
            .setAt(origin.at())
            .build();
    return List.of(
        new Effect.GiveUp(key, letter), new Effect.Account(entry, false), report(outcome));
  }

  private static String operation(@Nullable MemoryEvent event) {
    List<Operation> operations = event == null ? List.of() : Operation.allOf(event);
    return operations.size() == 1 ? operations.getFirst().word() : UNKNOWN;
  }

  private AuditEvent account(Given given, Decision decision, Origin origin) {
    MemoryEvent event = given.event();
    Answer answer = decision.answer();
    List<UUID> removed = decision.removed();
    return entry(
            given.operation().word(),
            decision.family(),
            answer.result().name().toLowerCase(Locale.ROOT),
            origin)
        .setEventId(
            DerivedId.of(
                "audit", event.getTenant(), event.getSubject(), event.getEventId().toString()))
        .setTenant(event.getTenant())
        .setSubjectHash(hash.subject(event.getTenant(), event.getSubject()))
        .setContentHash(decision.contentHash())
        .setMemoryId(answer.memory())
        .setActor(event.getActor())
        .setReason(reason(answer.reason(), given.operation().reason()))
        .setAffected(answer.affected())
        .setRemovedIds(
            removed.size() <= MOST_IDS ? removed : List.copyOf(removed.subList(0, MOST_IDS)))
        .build();
  }

  /** What was decided, then what was said. */
  private static @Nullable String reason(@Nullable Reason decided, String said) {
    List<String> reasons =
        Stream.of(decided == null ? "" : decided.word(), said).filter(r -> !r.isBlank()).toList();
    return reasons.isEmpty() ? null : String.join(": ", reasons);
  }

  private AuditEvent.Builder entry(String operation, String family, String result, Origin origin) {
    return AuditEvent.newBuilder()
        .setOperation(operation)
        .setFamily(family)
        .setResult(result)
        .setService(reporter.service())
        .setInstance(reporter.instance())
        .setTraceId(origin.traceId())
        .setSource(origin.position())
        .setAt(origin.at());
  }

  private Effect report(
      String operation,
      String family,
      Answer answer,
      UUID eventId,
      @Nullable Integer leaks,
      Origin origin) {
    return report(
        outcome(operation, family)
            .setOutcomeId(DerivedId.of("outcome", origin.parts()))
            .setResult(answer.result())
            .setEventId(eventId)
            .setMemoryId(answer.memory())
            .setAffected(answer.affected())
            .setReason(answer.reason() == null ? null : answer.reason().word())
            .setRedactionLeaks(leaks)
            .setAt(origin.at())
            .build());
  }

  private Effect report(OperationOutcome outcome) {
    return new Effect.Report(reporter.scope().key(), outcome);
  }

  /** Without a latency: a measured one would make processing again give other bytes. */
  private OperationOutcome.Builder outcome(String operation, String family) {
    return OperationOutcome.newBuilder()
        .setLayer(reporter.scope().layer())
        .setRegion(reporter.region())
        .setKind(OutcomeKind.OPERATION)
        .setOperation(operation)
        .setFamily(family)
        .setEpoch(0)
        .setLatencyMicros(0)
        .setService(reporter.service())
        .setInstance(reporter.instance());
  }
}
