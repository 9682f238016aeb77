package dev.mneme.guard.topology;

import dev.mneme.guard.decision.Position;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the record in hand stands. */
public final class Positions {
  private static final Logger log = LoggerFactory.getLogger(Positions.class);

  private Positions() {}

  public static Position of(ProcessorContext<?, ?> context) {
    return context
        .recordMetadata()
        .map(at -> new Position(at.topic(), at.partition(), at.offset()))
        .orElseThrow(() -> new IllegalStateException("a record without a position"));
  }

  static void ignored(Position position, String why) {
    log.debug(
        "record ignored topic={} partition={} offset={} because={}",
        position.topic(),
        position.partition(),
        position.offset(),
        why);
  }
}
