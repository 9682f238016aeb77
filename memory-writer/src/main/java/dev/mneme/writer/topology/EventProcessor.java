package dev.mneme.writer.topology;

import dev.mneme.deadletter.FailedRecord;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.MemoryEvent;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Verdict;
import dev.mneme.writer.topology.Encoding.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event in, everything it becomes out. Nothing is forwarded before all of it is encoded, so an
 * event that cannot be processed leaves a dead letter and nothing else.
 */
final class EventProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(EventProcessor.class);

  private final AvroCodec<MemoryEvent> events;
  private final Encoding encoding;
  private final Admission admission;
  private final Effects effects;
  private final RegistryPatience patience;

  private ProcessorContext<byte[], byte[]> context;
  private SeenEvents seen;

  EventProcessor(
      AvroCodec<MemoryEvent> events,
      Encoding encoding,
      Admission admission,
      Effects effects,
      RegistryPatience patience) {
    this.events = events;
    this.encoding = encoding;
    this.admission = admission;
    this.effects = effects;
    this.patience = patience;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.seen = new SeenEvents(context.getStateStore(SeenEvents.STORE));
  }

  /**
   * @param seen the event to remember as processed, if it was one
   */
  private record Work(List<Effect> effects, Optional<UUID> seen) {}

  @Override
  public void process(Record<byte[], byte[]> record) {
    Origin origin = origin(record);
    Work work;
    List<Outgoing> outgoing;
    try {
      work = work(record, origin, patience.await(() -> decode(record.value())));
      outgoing = encode(work.effects());
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
              "processing failed with " + e.getClass().getSimpleName());
      outgoing = encode(work.effects());
    }
    Headers carried = TraceParent.carriedOn(record.headers());
    for (Outgoing out : outgoing) {
      context.forward(
          new Record<>(out.key(), out.value(), record.timestamp(), carried), out.sink());
    }
    work.seen().ifPresent(event -> seen.add(event, context.currentSystemTimeMs()));
  }

  private Optional<Decoding<MemoryEvent>> decode(byte[] value) {
    return switch (events.decode(value)) {
      case Decoding.Decoded<MemoryEvent> decoded -> Optional.of(decoded);
      case Decoding.Undecodable<MemoryEvent> undecodable -> Optional.of(undecodable);
      case Decoding.RegistryUnavailable<MemoryEvent> _ -> Optional.empty();
    };
  }

  private Work work(Record<byte[], byte[]> record, Origin origin, Decoding<MemoryEvent> decoding) {
    return switch (decoding) {
      case Decoding.Decoded<MemoryEvent>(MemoryEvent event) -> decide(record, origin, event);
      case Decoding.Undecodable<MemoryEvent>(String reason, var _) ->
          givenUp(record, origin, DeadLetterCause.UNDECODABLE, reason);
      case Decoding.RegistryUnavailable<MemoryEvent>(String reason) ->
          throw new IllegalStateException("waited for and still there: " + reason);
    };
  }

  private Work decide(Record<byte[], byte[]> record, Origin origin, MemoryEvent event) {
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    return switch (admission.examine(event, key)) {
      case Verdict.Refused refused ->
          givenUp(record, origin, DeadLetterCause.INVALID, refused.reason());
      case Verdict.Store store -> once(event, origin, id -> effects.remembered(store, id, origin));
      case Verdict.Forget forget -> once(event, origin, _ -> effects.forgotten(forget, origin));
    };
  }

  private Work once(MemoryEvent event, Origin origin, Function<UUID, List<Effect>> first) {
    UUID id = Effects.memoryId(event);
    return seen.contains(id, context.currentSystemTimeMs())
        ? new Work(effects.duplicate(event, origin), Optional.empty())
        : new Work(first.apply(id), Optional.of(id));
  }

  private Work givenUp(
      Record<byte[], byte[]> record, Origin origin, DeadLetterCause cause, String reason) {
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
    return new Work(effects.givenUp(failed, cause, reason, origin), Optional.empty());
  }

  private List<Outgoing> encode(List<Effect> effects) {
    return patience.await(
        () -> {
          try {
            List<Outgoing> outgoing = new ArrayList<>(effects.size());
            for (Effect effect : effects) {
              outgoing.add(encoding.encode(effect));
            }
            return Optional.of(outgoing);
          } catch (RegistryUnavailableException e) {
            LOG.debug("schema ids of the outputs not known yet", e);
            return Optional.empty();
          }
        });
  }

  private Origin origin(Record<byte[], byte[]> record) {
    RecordMetadata position =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record of a topic has a position"));
    return new Origin(
        position.topic(),
        position.partition(),
        position.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        TraceParent.traceId(record.headers()));
  }
}
