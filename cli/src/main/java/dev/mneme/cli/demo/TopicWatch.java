package dev.mneme.cli.demo;

import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.stack.Ports;
import dev.mneme.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Everything committed on a topic, from its beginning, as anyone may read it who has the registry.
 */
final class TopicWatch<V extends SpecificRecord> implements AutoCloseable {

  private static final Duration ONE_POLL = Duration.ofMillis(50);

  private final Topic<V> topic;
  private final AvroCodec<V> codec;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Seen<V>> seen = new ArrayList<>();

  TopicWatch(Ports ports, Codecs codecs, Topic<V> topic) {
    this.topic = topic;
    this.codec = codecs.of(topic);
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                ports.bootstrap(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                50),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * One record.
   *
   * @param value none for a tombstone
   */
  record Seen<V>(String topic, int partition, long offset, String key, @Nullable V value) {

    V present() {
      if (value == null) {
        throw new IllegalStateException("a tombstone has no value");
      }
      return value;
    }

    String where() {
      return "%s[%d]@%d".formatted(topic, partition, offset);
    }
  }

  /** Waits until what is on the topic answers the question. */
  <T> T await(String what, Function<List<Seen<V>>, Optional<T>> question) throws Exception {
    return Await.until(
        what + " on " + topic.name(),
        () -> {
          readOn();
          return question.apply(seen);
        });
  }

  /** Everything that is committed now. */
  List<Seen<V>> all() throws Exception {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    return Await.until(
        "the end of " + topic.name(),
        () -> {
          readOn();
          return ends.entrySet().stream()
                  .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())
              ? Optional.of(List.copyOf(seen))
              : Optional.empty();
        });
  }

  private void readOn() throws NotSeen {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(ONE_POLL)) {
      seen.add(
          new Seen<>(
              topic.name(), record.partition(), record.offset(), record.key(), decode(record)));
    }
  }

  private @Nullable V decode(ConsumerRecord<String, byte[]> record) throws NotSeen {
    if (record.value() == null) {
      return null;
    }
    return switch (codec.decode(record.value())) {
      case Decoding.Decoded<V>(V value) -> value;
      case Decoding.Undecodable<V> undecodable ->
          throw new NotSeen(
              "%s cannot be decoded: %s".formatted(topic.name(), undecodable.reason()));
      case Decoding.RegistryUnavailable<V> away ->
          throw new NotSeen("%s cannot be decoded: %s".formatted(topic.name(), away.reason()));
    };
  }

  @Override
  public void close() {
    consumer.close();
  }
}
