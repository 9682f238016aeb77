package dev.mneme.topology;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleBinaryOperator;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What Kafka Streams says of itself, over all threads of this instance; 0 while it does not run.
 *
 * <p>Chosen ones, under names of their own: the general binder brings meters of one name with
 * different labels, of which Prometheus takes only those that came first, and hundreds of others.
 */
public final class StreamsMeters {
  private static final String THREADS = "stream-thread-metrics";
  private static final String CLIENT = "stream-metrics";

  private StreamsMeters() {}

  public static void bind(MeterRegistry registry, TopologyRunner runner) {
    sum(registry, runner, CLIENT, "alive-stream-threads", "kafka_streams_alive_threads");
    sum(registry, runner, CLIENT, "failed-stream-threads", "kafka_streams_failed_threads");
    sum(registry, runner, THREADS, "process-rate", "kafka_streams_process_per_second");
    max(registry, runner, THREADS, "process-latency-avg", "kafka_streams_process_latency_avg_ms");
    max(registry, runner, THREADS, "process-latency-max", "kafka_streams_process_latency_max_ms");
    sum(registry, runner, THREADS, "commit-rate", "kafka_streams_commits_per_second");
    max(registry, runner, THREADS, "commit-latency-avg", "kafka_streams_commit_latency_avg_ms");
    max(registry, runner, THREADS, "commit-latency-max", "kafka_streams_commit_latency_max_ms");
    max(registry, runner, THREADS, "poll-latency-max", "kafka_streams_poll_latency_max_ms");
  }

  private static void sum(
      MeterRegistry registry, TopologyRunner runner, String group, String name, String shown) {
    gauge(registry, runner, group, name, shown, Double::sum);
  }

  private static void max(
      MeterRegistry registry, TopologyRunner runner, String group, String name, String shown) {
    gauge(registry, runner, group, name, shown, Math::max);
  }

  private static void gauge(
      MeterRegistry registry,
      TopologyRunner runner,
      String group,
      String name,
      String shown,
      DoubleBinaryOperator together) {
    Gauge.builder(
            shown,
            runner,
            it -> it.running().map(streams -> read(streams, group, name, together)).orElse(0.0))
        .description("Kafka Streams: " + name)
        .register(registry);
  }

  private static double read(
      KafkaStreams streams, String group, String name, DoubleBinaryOperator together) {
    return streams.metrics().values().stream()
        .filter(
            metric ->
                metric.metricName().group().equals(group)
                    && metric.metricName().name().equals(name))
        .mapToDouble(StreamsMeters::value)
        .reduce(0, together);
  }

  /** What was not measured yet counts for nothing. */
  private static double value(Metric metric) {
    return metric.metricValue() instanceof Number number && !Double.isNaN(number.doubleValue())
        ? number.doubleValue()
        : 0;
  }
}
