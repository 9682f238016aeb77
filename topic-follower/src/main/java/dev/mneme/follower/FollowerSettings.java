package dev.mneme.follower;

import java.time.Duration;
import java.util.Map;

/**
 * What a follower reads and how.
 *
 * @param topic followed topic
 * @param group consumer group; used to share partitions among instances and to show lag, never to
 *     resume
 * @param instance static member name, so that a killed instance takes its partitions back at once
 * @param client settings of the Kafka client, {@code bootstrap.servers} at least
 * @param maxBatch most records given to a store at once
 * @param firstRetry pause after a first {@link RetryLaterException}; doubles up to {@code
 *     longestRetry}
 * @param longestRetry bound of that pause
 */
public record FollowerSettings(
    String topic,
    String group,
    String instance,
    Map<String, String> client,
    int maxBatch,
    Duration firstRetry,
    Duration longestRetry) {

  public FollowerSettings {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("maxBatch is " + maxBatch + "; it must be at least 1");
    }
    client = Map.copyOf(client);
  }

  /** Batches of 500, retries from 200 ms to 5 s. */
  public FollowerSettings(String topic, String group, String instance, Map<String, String> client) {
    this(topic, group, instance, client, 500, Duration.ofMillis(200), Duration.ofSeconds(5));
  }

  /** The same with larger or smaller batches. */
  public FollowerSettings batchesOf(int records) {
    return new FollowerSettings(topic, group, instance, client, records, firstRetry, longestRetry);
  }
}
