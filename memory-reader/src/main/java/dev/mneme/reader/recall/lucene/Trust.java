package dev.mneme.reader.recall.lucene;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long an index may be carried on from its position.
 *
 * <p>A compacted topic drops a tombstone some time after it was written ({@code
 * delete.retention.ms}, 24 hours unless set). An index that was away for longer would never hear of
 * the deletion, and what was forgotten would come back. So an old index is rebuilt, well before
 * that.
 */
record Trust(InstantSource clock, Duration longest) {

  Instant now() {
    return clock.instant();
  }

  boolean covers(Instant committed) {
    return Duration.between(committed, now()).compareTo(longest) <= 0;
  }
}
