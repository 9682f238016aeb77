package dev.mneme.writer.topology;

import dev.mneme.tracing.Spans;
import dev.mneme.tracing.TraceParent;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The one header that goes on, the trace; others are the publisher's, and may hold anything. */
final class CarriedOn {

  private CarriedOn() {}

  /**
   * @param work what the record is being processed by; where it is watched, what follows is begun
   *     by it
   */
  static Headers from(Headers headers, Spans.Work work) {
    Headers carried = new RecordHeaders();
    work.asParent().or(() -> TraceParent.of(headers)).ifPresent(parent -> parent.putInto(carried));
    return carried;
  }
}
