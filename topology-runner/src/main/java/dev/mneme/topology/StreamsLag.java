package dev.mneme.topology;

import dev.mneme.topics.PartitionLag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Lag as the main consumers know it from their last fetch. What is read back into the state
 * (changelogs, global stores) is another consumer's, and no lag of the group.
 */
final class StreamsLag {
  private static final String NAME = "records-lag";
  private static final String GROUP = "consumer-fetch-manager-metrics";

  private StreamsLag() {}

  static List<PartitionLag> of(KafkaStreams streams, String group, Set<String> topics) {
    return streams.metrics().entrySet().stream()
        .filter(entry -> isLag(entry.getKey(), topics))
        .filter(entry -> known(entry.getValue()))
        .map(entry -> lag(entry.getKey().tags(), entry.getValue(), group))
        .sorted(Comparator.comparing(PartitionLag::topic).thenComparingInt(PartitionLag::partition))
        .toList();
  }

  private static boolean isLag(MetricName name, Set<String> topics) {
    String client = name.tags().getOrDefault("client-id", "");
    return name.name().equals(NAME)
        && name.group().equals(GROUP)
        && topics.contains(name.tags().getOrDefault("topic", ""))
        && !client.endsWith("-restore-consumer")
        && !client.endsWith("-global-consumer");
  }

  private static boolean known(Metric metric) {
    return metric.metricValue() instanceof Double value && value >= 0;
  }

  private static PartitionLag lag(Map<String, String> tags, Metric metric, String group) {
    return new PartitionLag(
        group,
        tags.getOrDefault("topic", ""),
        Integer.parseInt(tags.getOrDefault("partition", "0")),
        ((Double) metric.metricValue()).longValue());
  }
}
