package dev.mneme.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Settings of Kafka Streams for exactly-once results that readers see soon.
 *
 * @param applicationId group, transactions and changelogs carry it: changing it loses the state
 * @param clientId names this instance's clients in metrics and logs
 * @param instance static member name: a killed instance takes its partitions back at once
 * @param stateDir folder of the state
 * @param commitInterval how often a transaction ends; readers see nothing before
 * @param sessionTimeout how long an instance may be silent; the broker permits no less than
 *     group.min.session.timeout.ms
 */
public record StreamsProperties(
    String bootstrap,
    String applicationId,
    String clientId,
    String instance,
    Path stateDir,
    int threads,
    Duration commitInterval,
    Duration sessionTimeout) {

  private static final int HEARTBEATS_PER_SESSION = 4;

  /** A waiting record must end its wait below this, or it loses its transaction. */
  private static final Duration TRANSACTION = Duration.ofSeconds(10);

  /** A new set each time, for the service to add to. */
  public Properties toProperties() {
    Properties p = new Properties();
    p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    p.put(StreamsConfig.CLIENT_ID_CONFIG, clientId);
    p.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    // A cache would keep results back until the commit.
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    // What the next major version does anyway; its constant is deprecated already.
    p.put("processing.exception.handler.global.enabled", true);
    int session = Math.toIntExact(sessionTimeout.toMillis());
    consumer(p, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    consumer(p, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    consumer(p, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / HEARTBEATS_PER_SESSION);
    consumer(p, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer(p, ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    // A transaction opened right after the last one ended is told to come again: at once, not in
    // 100 ms.
    producer(p, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 1);
    producer(p, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION.toMillis());
    return p;
  }

  private static void consumer(Properties properties, String name, Object value) {
    properties.put(StreamsConfig.mainConsumerPrefix(name), value);
  }

  private static void producer(Properties properties, String name, Object value) {
    properties.put(StreamsConfig.producerPrefix(name), value);
  }
}
