package dev.mneme.guard.rollout.topology;

import dev.mneme.events.OperationOutcome;
import dev.mneme.topics.Topics;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.Record;

/** Reads outcomes. */
final class OutcomeSource extends Source<OperationOutcome> {

  private final InstantSource clock;

  OutcomeSource(RolloutParts parts) {
    super(parts, Topics.OUTCOMES);
    this.clock = parts.clock();
  }

  @Override
  void heard(Record<byte[], byte[]> record, OperationOutcome outcome) {
    OutcomeEvidence.of(outcome, clock.instant()).ifPresent(saw -> tell(saw, record.timestamp()));
  }

  @Override
  String next() {
    return "with-observations";
  }
}
