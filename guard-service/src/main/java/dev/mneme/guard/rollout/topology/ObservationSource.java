package dev.mneme.guard.rollout.topology;

import dev.mneme.events.RolloutObservation;
import dev.mneme.guard.rollout.evidence.Quality;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.topics.Topics;
import org.apache.kafka.streams.processor.api.Record;

/** Reads how the answers of both layers compare. */
final class ObservationSource extends Source<RolloutObservation> {

  ObservationSource(RolloutParts parts) {
    super(parts, Topics.ROLLOUT_OBSERVATIONS);
  }

  /** An overlap that cannot be is taken as none. */
  @Override
  void heard(Record<byte[], byte[]> record, RolloutObservation seen) {
    long compared = seen.getCompared();
    double sum = seen.getOverlapSum();
    if (compared > 0) {
      double overlap = sum >= 0 && sum <= compared ? sum : 0;
      var quality = new Quality(compared, overlap, 0, 0, 0);
      tell(new Message.Saw(seen.getRegion(), false, Tally.quality(quality)), record.timestamp());
    }
  }

  @Override
  String next() {
    return "with-observations";
  }
}
