package dev.mneme.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;

/** Shows the metrics of Kafka Streams itself, of its consumers and its producers. */
public final class StreamsMeters {

  private StreamsMeters() {}

  /** For {@link TopologyRunner#watchedBy}. */
  public static Function<KafkaStreams, AutoCloseable> in(MeterRegistry registry) {
    return streams -> {
      KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
      metrics.bindTo(registry);
      return metrics;
    };
  }
}
