package dev.mneme.writer.real;

import dev.mneme.events.LayerMode;
import dev.mneme.events.MemoryEvent;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads and writes the topics of a real broker, for tests. */
public final class RealLog implements AutoCloseable {
  private final String bootstrap;
  private final Codecs codecs;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<TopicPartition, Long> from;

  /** Sees only what comes from now on: tests share the broker. */
  public RealLog(Stack stack) {
    this.bootstrap = stack.ports().bootstrap();
    this.codecs =
        new RegistryCodecs(
            new RegistrySettings(
                URI.create(stack.ports().registryUrl()), RegistrySettings.Provider.APICURIO));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                2_000_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      this.from = consumer.endOffsets(partitions(Topics.all()));
    }
  }

  public Codecs codecs() {
    return codecs;
  }

  public void send(MemoryEvent event) {
    send(event.getSubject(), codecs.of(Topics.EVENTS).encode(event));
  }

  /** Sends without waiting; {@link #flush} waits. */
  public void send(String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(Topics.EVENTS.name(), key.getBytes(StandardCharsets.UTF_8), value),
        (metadata, failure) -> {
          if (failure != null) {
            throw new IllegalStateException(failure);
          }
        });
  }

  /** As the guard would. */
  public void announce(LayerMode mode) {
    String key = new Scope(mode.getLayer(), mode.getRegion()).key();
    producer.send(
        new ProducerRecord<>(
            Topics.MODE.name(),
            key.getBytes(StandardCharsets.UTF_8),
            codecs.of(Topics.MODE).encode(mode)));
    producer.flush();
  }

  public void flush() {
    producer.flush();
  }

  /** Everything committed since this was made. */
  public List<ConsumerRecord<byte[], byte[]>> records(Topic<?> topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(List.of(topic));
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      partitions.forEach(p -> consumer.seek(p, from.get(p)));
      Map<TopicPartition, Long> open = new HashMap<>(ends);
      while (!open.isEmpty()) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
        open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
    }
    return all;
  }

  public <V extends SpecificRecord> List<V> values(Topic<V> topic) {
    return records(topic).stream().map(record -> decode(topic, record.value())).toList();
  }

  public <V extends SpecificRecord> V decode(Topic<V> topic, byte[] value) {
    return switch (codecs.of(topic).decode(value)) {
      case Decoding.Decoded<V>(V decoded) -> decoded;
      case Decoding.Undecodable<V>(String reason, var _) -> throw new IllegalStateException(reason);
      case Decoding.RegistryUnavailable<V>(String reason) ->
          throw new IllegalStateException(reason);
    };
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(List<Topic<?>> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic<?> topic : topics) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        partitions.add(new TopicPartition(topic.name(), partition));
      }
    }
    return partitions;
  }

  @Override
  public void close() {
    producer.close();
    codecs.close();
  }
}
