package dev.mneme.guard.rollout.topology;

import dev.mneme.events.RolloutObservation;
import dev.mneme.guard.rollout.evidence.Quality;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.topics.Topics;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;

/** Reads how the answers of both layers compare, and what must not happen at a reader. */
final class ObservationSource extends Source<RolloutObservation> {

  ObservationSource(RolloutParts parts) {
    super(parts, Topics.ROLLOUT_OBSERVATIONS);
  }

  /** Longer than a service has operations: whoever writes the topic cannot fill the store. */
  private static final int MOST_OPERATIONS = 32;

  /** An overlap that cannot be is taken as none. */
  @Override
  void heard(Record<byte[], byte[]> record, RolloutObservation seen) {
    long compared = seen.getCompared();
    double sum = seen.getOverlapSum();
    Long told = seen.getKViolations();
    long violations = told == null ? 0 : Math.max(0, told);
    if (compared > 0 || violations > 0) {
      double overlap = sum >= 0 && sum <= compared ? sum : 0;
      var quality = new Quality(Math.max(0, compared), overlap, 0, violations, 0);
      tell(new Message.Saw(seen.getRegion(), false, Tally.quality(quality)), record.timestamp());
    }
    List<String> open = seen.getOpenBreakers();
    if (open != null && !open.isEmpty()) {
      List<String> operations = open.stream().limit(MOST_OPERATIONS).toList();
      tell(new Message.Shut(seen.getRegion(), operations), record.timestamp());
    }
  }

  @Override
  String next() {
    return "with-observations";
  }
}
