package dev.mneme.writer.topology;

import dev.mneme.events.SourcePosition;
import dev.mneme.tracing.TraceParent;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands in the log. All times and ids of what it becomes follow from this and the
 * event, so that processing it again gives the same.
 *
 * @param at timestamp of the record
 * @param traceId W3C trace id the event came with, or null
 */
public record Origin(
    String topic, int partition, long offset, Instant at, @Nullable String traceId) {

  static Origin of(Record<byte[], byte[]> record, Optional<RecordMetadata> metadata) {
    RecordMetadata position =
        metadata.orElseThrow(() -> new IllegalStateException("a record of a topic has a position"));
    return new Origin(
        position.topic(),
        position.partition(),
        position.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        TraceParent.of(record.headers()).map(TraceParent::traceId).orElse(null));
  }

  SourcePosition position() {
    return new SourcePosition(topic, partition, offset);
  }

  String[] parts() {
    return new String[] {topic, Integer.toString(partition), Long.toString(offset)};
  }
}
