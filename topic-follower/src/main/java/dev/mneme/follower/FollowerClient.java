package dev.mneme.follower;

import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer of a follower: committed records only, never a position of its own choosing. */
final class FollowerClient {

  private FollowerClient() {}

  /** Shares the topic's partitions with the others of its group. */
  static Consumer<byte[], byte[]> member(FollowerSettings settings) {
    Properties properties = properties(settings);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instance());
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
    return new KafkaConsumer<>(properties);
  }

  /** Reads the partitions that it is given by hand, and is in no group. */
  static Consumer<byte[], byte[]> loner(FollowerSettings settings) {
    return new KafkaConsumer<>(properties(settings));
  }

  private static Properties properties(FollowerSettings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.client());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.group() + "-" + settings.instance());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(settings.maxBatch()));
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "50");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "10000");
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }
}
