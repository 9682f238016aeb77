package dev.mneme.guard.topology;

import dev.mneme.deadletter.FailedRecord;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.LayerMode;
import dev.mneme.guard.decision.Position;
import dev.mneme.serde.AvroCodec;
import dev.mneme.topics.Topics;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what follows from a record to the topics it belongs on. */
final class Outlet {
  private static final Logger log = LoggerFactory.getLogger(Outlet.class);

  private final ProcessorContext<String, byte[]> context;
  private final GuardParts parts;
  private final Patience patience;
  private final AvroCodec<LayerMode> modes;
  private final AvroCodec<GuardEvent> guardEvents;
  private final AvroCodec<AuditEvent> audit;
  private final AvroCodec<DeadLetter> letters;

  Outlet(ProcessorContext<String, byte[]> context, GuardParts parts, Patience patience) {
    this.context = context;
    this.parts = parts;
    this.patience = patience;
    this.modes = parts.codecs().of(Topics.MODE);
    this.guardEvents = parts.codecs().of(Topics.GUARD_EVENTS);
    this.audit = parts.codecs().of(Topics.AUDIT);
    this.letters = parts.codecs().of(Topics.DLQ);
  }

  void announce(String scope, Announcement news, Instant now) {
    send(GuardTopology.TO_MODE, scope, modes, news.mode(), now);
    news.event().ifPresent(e -> send(GuardTopology.TO_GUARD_EVENTS, scope, guardEvents, e, now));
    audit(news.audit(), now);
  }

  void audit(AuditEvent entry, Instant now) {
    send(GuardTopology.TO_AUDIT, entry.getSubjectHash(), audit, entry, now);
  }

  void giveUp(
      Record<byte[], byte[]> record,
      Position position,
      DeadLetterCause cause,
      String reason,
      Instant now) {
    var failed =
        new FailedRecord(
            position.topic(),
            position.partition(),
            position.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers());
    DeadLetter letter = parts.deadLetters().letter(failed, cause, reason, now);
    send(GuardTopology.TO_DLQ, parts.deadLetters().topicKey(failed), letters, letter, now);
    log.warn(
        "dead letter topic={} partition={} offset={} cause={} reason={}",
        position.topic(),
        position.partition(),
        position.offset(),
        cause,
        reason);
  }

  private <V extends SpecificRecord> void send(
      String sink, String key, AvroCodec<V> codec, V value, Instant at) {
    byte[] bytes = patience.encode(codec, value);
    context.forward(new Record<>(key, bytes, at.toEpochMilli()), sink);
  }
}
