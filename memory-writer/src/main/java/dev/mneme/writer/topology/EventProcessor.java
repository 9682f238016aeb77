package dev.mneme.writer.topology;

import dev.mneme.deadletter.FailedRecord;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.MemoryEvent;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.tracing.Spans;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Operation;
import dev.mneme.writer.admission.Verdict;
import dev.mneme.writer.memories.Answer;
import dev.mneme.writer.memories.Decision;
import dev.mneme.writer.memories.Given;
import dev.mneme.writer.memories.MemoryIds;
import dev.mneme.writer.memories.MemoryLife;
import dev.mneme.writer.redact.MemoryRedaction;
import dev.mneme.writer.redact.RedactedEvent;
import dev.mneme.writer.redact.SecondLook;
import dev.mneme.writer.topology.Encoding.Outgoing;
import dev.mneme.writer.topology.StoredMemories.OfSubject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event in, everything it becomes out. Nothing is forwarded or kept before all of it is
 * encoded, so an event that cannot be processed leaves a dead letter and nothing else.
 */
final class EventProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(EventProcessor.class);

  private final AvroCodec<MemoryEvent> events;
  private final Encoding encoding;
  private final Admission admission;
  private final MemoryRedaction redaction;
  private final SecondLook secondLook;
  private final MemoryLife life;
  private final Effects effects;
  private final SubjectKeyring keyring;
  private final Reporter reporter;
  private final RegistryPatience patience;
  private final ExpirySchedule schedule;
  private final Spans spans;

  private ProcessorContext<byte[], byte[]> context;
  private AuditKeys auditKeys;
  private Outlet outlet;
  private SeenEvents seen;
  private StoredMemories memories;

  EventProcessor(
      AvroCodec<MemoryEvent> events,
      Encoding encoding,
      Admission admission,
      MemoryRedaction redaction,
      MemoryLife life,
      Effects effects,
      SubjectKeyring keyring,
      Reporter reporter,
      RegistryPatience patience,
      ExpirySchedule schedule,
      Spans spans) {
    this.events = events;
    this.encoding = encoding;
    this.admission = admission;
    this.redaction = redaction;
    this.secondLook = redaction.secondLook();
    this.life = life;
    this.effects = effects;
    this.keyring = keyring;
    this.reporter = reporter;
    this.patience = patience;
    this.schedule = schedule;
    this.spans = spans;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.auditKeys = new AuditKeys(context.getStateStore(AuditKeys.STORE), keyring);
    this.outlet = new Outlet(context, auditKeys);
    this.seen = new SeenEvents(context.getStateStore(SeenEvents.STORE));
    Expiries expiries = new Expiries(context.getStateStore(Expiries.STORE));
    this.memories =
        new StoredMemories(
            context.getStateStore(StoredMemories.MEMORIES),
            context.getStateStore(StoredMemories.CONTENTS),
            expiries,
            encoding::record,
            encoding::encode);
    ExpiryRounds rounds =
        new ExpiryRounds(memories, expiries, effects, auditKeys, encoding, outlet, schedule.most());
    context.schedule(schedule.every(), PunctuationType.WALL_CLOCK_TIME, rounds::round);
  }

  @Override
  public void close() {
    seen.close();
    memories.close();
  }

  /** An event that was admitted, and how it is answered. */
  private record Answered(UUID id, Answer answer) {}

  /**
   * @param answered to be remembered, if the event was processed for the first time
   */
  private record Work(
      String tenant, String subject, List<Effect> effects, Optional<Answered> answered) {}

  @Override
  public void process(Record<byte[], byte[]> record) {
    Origin origin = Origin.of(record, context.recordMetadata());
    try (Spans.Work watched =
        spans.working(
            "process", origin.topic(), origin.partition(), origin.offset(), record.headers())) {
      process(record, origin, watched);
    }
  }

  private void process(Record<byte[], byte[]> record, Origin origin, Spans.Work watched) {
    Decoding<MemoryEvent> decoding = patience.await(() -> decode(record.value()));
    Work work;
    List<Outgoing> outgoing;
    try {
      work = work(record, origin, decoding, watched);
      outgoing = encode(work);
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // one event that our own code cannot take must not stop its neighbours
      String where = e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0].toString();
      LOG.error(
          "event not processed partition={} offset={} cause={} at={}",
          origin.partition(),
          origin.offset(),
          e.getClass().getSimpleName(),
          where);
      work =
          givenUp(
              record,
              origin,
              DeadLetterCause.UNPROCESSABLE,
              "processing failed with " + e.getClass().getSimpleName(),
              decoding instanceof Decoding.Decoded<MemoryEvent>(MemoryEvent event) ? event : null);
      outgoing = encode(work);
    }
    try (Spans.Work storing = watched.part("store")) {
      outlet.release(
          outgoing,
          memories.of(work.tenant(), work.subject()),
          record.timestamp(),
          CarriedOn.from(record.headers(), storing));
    }
    work.answered().ifPresent(it -> seen.add(it.id(), it.answer(), context.currentSystemTimeMs()));
  }

  private Optional<Decoding<MemoryEvent>> decode(byte[] value) {
    return switch (events.decode(value)) {
      case Decoding.Decoded<MemoryEvent> decoded -> Optional.of(decoded);
      case Decoding.Undecodable<MemoryEvent> undecodable -> Optional.of(undecodable);
      case Decoding.RegistryUnavailable<MemoryEvent> _ -> Optional.empty();
    };
  }

  private Work work(
      Record<byte[], byte[]> record,
      Origin origin,
      Decoding<MemoryEvent> decoding,
      Spans.Work watched) {
    return switch (decoding) {
      case Decoding.Decoded<MemoryEvent>(MemoryEvent event) ->
          examine(record, origin, event, watched);
      case Decoding.Undecodable<MemoryEvent>(String reason, var _) ->
          givenUp(record, origin, DeadLetterCause.UNDECODABLE, reason, null);
      case Decoding.RegistryUnavailable<MemoryEvent>(String reason) ->
          throw new IllegalStateException("waited for and still there: " + reason);
    };
  }

  private Work examine(
      Record<byte[], byte[]> record, Origin origin, MemoryEvent event, Spans.Work watched) {
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    return switch (admission.examine(event, key)) {
      case Verdict.Refused refused ->
          givenUp(record, origin, DeadLetterCause.INVALID, refused.reason(), event);
      case Verdict.Accepted(var _, Operation operation) -> {
        Work work = accepted(origin, event, operation, watched);
        UUID letter = Replay.letter(record.headers());
        if (letter != null) {
          work.effects()
              .add(
                  Replay.mark(letter, event.getSubject(), record.value().length, reporter, origin));
        }
        yield work;
      }
    };
  }

  private Work accepted(Origin origin, MemoryEvent raw, Operation operation, Spans.Work watched) {
    UUID id = MemoryIds.of(raw);
    Optional<Answer> first = seen.answer(id, context.currentSystemTimeMs());
    if (first.isPresent()) {
      List<Effect> again = new ArrayList<>(2);
      again.add(effects.again(raw, operation, first.get(), origin));
      return new Work(raw.getTenant(), raw.getSubject(), again, Optional.empty());
    }
    RedactedEvent redacted = redacted(raw, watched);
    MemoryEvent event = redacted.event();
    Given given =
        new Given(
            id,
            event,
            Operation.of(event),
            redacted.redactions(),
            redaction.policyVersion(),
            origin.at(),
            origin.position());
    OfSubject known = memories.of(event.getTenant(), event.getSubject());
    Decision decision = life.decide(given, known);
    return new Work(
        event.getTenant(),
        event.getSubject(),
        effects.decided(given, decision, secondLook.leaks(event.getEventId(), event), origin),
        Optional.of(new Answered(id, decision.answer())));
  }

  private RedactedEvent redacted(MemoryEvent raw, Spans.Work watched) {
    try (Spans.Work _ = watched.part("redact")) {
      return redaction.redact(raw);
    }
  }

  private Work givenUp(
      Record<byte[], byte[]> record,
      Origin origin,
      DeadLetterCause cause,
      String reason,
      @Nullable MemoryEvent event) {
    LOG.warn(
        "event given up partition={} offset={} cause={} reason={}",
        origin.partition(),
        origin.offset(),
        cause,
        reason);
    FailedRecord failed =
        new FailedRecord(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers());
    UUID replayOf = Replay.letter(record.headers());
    return new Work(
        "", "", effects.givenUp(failed, cause, reason, event, replayOf, origin), Optional.empty());
  }

  private List<Outgoing> encode(Work work) {
    return patience.await(
        () -> {
          try {
            return Optional.of(
                encoding.encode(
                    work.tenant(), work.subject(), auditKeys.attributed(work.effects())));
          } catch (RegistryUnavailableException e) {
            LOG.debug("schema ids of the outputs not known yet", e);
            return Optional.empty();
          }
        });
  }
}
