package dev.mneme.guard.rollout.topology;

import dev.mneme.deadletter.FailedRecord;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.topology.Positions;
import dev.mneme.topics.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads operators' commands; one about a plan that breaks the rules is a dead letter, and written
 * down.
 */
final class CommandSource extends Source<ControlCommand> {
  private static final Logger log = LoggerFactory.getLogger(CommandSource.class);

  private final RolloutParts parts;

  CommandSource(RolloutParts parts) {
    super(parts, Topics.CONTROL);
    this.parts = parts;
  }

  @Override
  void heard(Record<byte[], byte[]> record, ControlCommand command) {
    Position position = Positions.of(context());
    switch (CommandEvidence.of(record.key(), command, position)) {
      case CommandEvidence.Meant(Message message) -> tell(message, record.timestamp());
      case CommandEvidence.Elsewhere _ -> {}
      case CommandEvidence.Refused(String reason) -> giveUp(record, position, reason);
    }
  }

  private void giveUp(Record<byte[], byte[]> record, Position position, String reason) {
    var failed =
        new FailedRecord(
            position.topic(),
            position.partition(),
            position.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers());
    Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    DeadLetter letter = parts.deadLetters().letter(failed, DeadLetterCause.INVALID, reason, now);
    context()
        .forward(
            new Record<>(
                parts.deadLetters().topicKey(failed),
                patience().encode(parts.codecs().of(Topics.DLQ), letter),
                now.toEpochMilli()),
            RolloutTopology.TO_DLQ);
    AuditEvent entry =
        parts.announcer().refused(position, reason, Instant.ofEpochMilli(record.timestamp()));
    context()
        .forward(
            new Record<>(
                entry.getSubjectHash(),
                patience().encode(parts.codecs().of(Topics.AUDIT), entry),
                now.toEpochMilli()),
            RolloutTopology.TO_AUDIT_OF_REFUSED);
    log.warn(
        "dead letter topic={} partition={} offset={} cause={} reason={}",
        position.topic(),
        position.partition(),
        position.offset(),
        DeadLetterCause.INVALID,
        reason);
  }

  @Override
  String next() {
    return RolloutTopology.EVIDENCE;
  }
}
