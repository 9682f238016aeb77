package dev.mneme.reader.recall.lucene;

import dev.mneme.reader.recall.LayerFailure;
import java.time.Duration;

/** Until when a search may go on. */
record Deadline(long nanos, Duration within) {

  static Deadline in(Duration within) {
    return new Deadline(System.nanoTime() + within.toNanos(), within);
  }

  boolean hasPassed() {
    return System.nanoTime() - nanos > 0;
  }

  void check() throws LayerFailure {
    if (hasPassed()) {
      throw failure();
    }
  }

  LayerFailure failure() {
    return new LayerFailure(LayerFailure.Kind.TIMEOUT, "the search took longer than " + within);
  }
}
