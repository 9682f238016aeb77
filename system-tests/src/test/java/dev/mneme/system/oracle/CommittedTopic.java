package dev.mneme.system.oracle;

import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.system.TestStack;
import dev.mneme.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Every committed record of a topic, from the beginning to where it ends now. */
public final class CommittedTopic {

  private static final Duration PATIENCE = TestStack.PATIENCE;

  private CommittedTopic() {}

  /**
   * One committed record.
   *
   * @param value empty for a tombstone
   */
  public record Entry<V>(int partition, long offset, String key, Optional<V> value) {}

  public static <V extends SpecificRecord> List<Entry<V>> read(
      String bootstrap, Codecs codecs, Topic<V> topic) {
    AvroCodec<V> codec = codecs.of(topic);
    return raw(bootstrap, topic).stream()
        .map(
            record ->
                new Entry<>(
                    record.partition(),
                    record.offset(),
                    new String(record.key(), StandardCharsets.UTF_8),
                    value(codec, record)))
        .toList();
  }

  /** As bytes, with headers. */
  public static List<ConsumerRecord<byte[], byte[]>> raw(String bootstrap, Topic<?> topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(topic.name(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Instant deadline = Instant.now().plus(PATIENCE);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (Instant.now().isAfter(deadline)) {
          throw new AssertionError(topic.name() + " could not be read to its end in " + PATIENCE);
        }
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static <V extends SpecificRecord> Optional<V> value(
      AvroCodec<V> codec, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    return switch (codec.decode(record.value())) {
      case Decoding.Decoded<V> decoded -> Optional.of(decoded.value());
      case Decoding.Undecodable<V> bad ->
          throw new AssertionError(record.topic() + " holds an undecodable value: " + bad.reason());
      case Decoding.RegistryUnavailable<V> away -> throw new AssertionError(away.reason());
    };
  }
}
