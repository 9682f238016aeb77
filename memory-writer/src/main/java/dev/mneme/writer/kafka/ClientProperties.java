package dev.mneme.writer.kafka;

import dev.mneme.topology.StreamsProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/** Settings of the Kafka clients, each with the reason it is not the default. */
public final class ClientProperties {
  /** A dead letter holds a whole record of another topic, and then its own fields. */
  private static final int LARGEST_REQUEST = 2 * 1024 * 1024 + 64 * 1024;

  private static final int BATCH = 128 * 1024;

  private ClientProperties() {}

  /**
   * @param stateDir folder of the stage's state
   * @param instance static member name: a killed instance takes its partitions back at once
   */
  public static Properties stage(
      StageSettings settings, String bootstrap, Path stateDir, String instance) {
    Properties p =
        new StreamsProperties(
                bootstrap,
                settings.applicationId(),
                settings.applicationId() + "-" + instance,
                instance,
                stateDir,
                settings.threads(),
                settings.commitInterval(),
                settings.sessionTimeout())
            .toProperties();
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
    p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_REQUEST);
    return p;
  }

  /** For the HTTP edge: the caller waits, so every wait is short. */
  static Map<String, Object> publisher(String bootstrap, String clientId, Duration patience) {
    long block = patience.toMillis() / 4;
    long delivery = patience.toMillis() - block;
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ProducerConfig.CLIENT_ID_CONFIG,
        clientId,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        0,
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        16L * 1024 * 1024,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        block,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        (int) delivery,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        (int) delivery,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        LARGEST_REQUEST);
  }

  static ByteArraySerializer bytes() {
    return new ByteArraySerializer();
  }
}
