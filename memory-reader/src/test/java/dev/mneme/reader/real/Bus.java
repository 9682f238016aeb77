package dev.mneme.reader.real;

import dev.mneme.control.CohortFeature;
import dev.mneme.control.FeatureShare;
import dev.mneme.control.SettingCommand;
import dev.mneme.control.SettingTarget;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.LayerMode;
import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.Memories;
import dev.mneme.serde.Decoding.Decoded;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.serde.RegistrySettings.Provider;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Scope;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
import org.jspecify.annotations.Nullable;

/** Plays those around the reader on the real broker: the writer, the guard, and who listens. */
public final class Bus implements AutoCloseable {

  private final String bootstrap;
  private final RegistryCodecs codecs;
  private final KafkaProducer<byte[], byte[]> producer;

  public Bus(Stack stack) {
    bootstrap = stack.ports().bootstrap();
    codecs =
        new RegistryCodecs(
            new RegistrySettings(URI.create(stack.ports().registryUrl()), Provider.APICURIO));
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void remember(MemoryRecord memory) throws Exception {
    send(memory.getSubject(), Memories.key(memory), codecs.of(Topics.RECORDS).encode(memory));
  }

  public void forget(MemoryRecord memory) throws Exception {
    send(memory.getSubject(), Memories.key(memory), null);
  }

  /** Bytes that are no memory, in the partition of the subject. */
  public void poison(MemoryRecord where) throws Exception {
    send(where.getSubject(), Memories.key(where), new byte[] {0, 1, 2, 3, 4, 5});
  }

  public void announce(LayerMode mode) throws Exception {
    String key = new Scope(mode.getLayer(), mode.getRegion()).key();
    producer
        .send(
            new ProducerRecord<>(
                Topics.MODE.name(),
                key.getBytes(StandardCharsets.UTF_8),
                codecs.of(Topics.MODE).encode(mode)))
        .get(10, TimeUnit.SECONDS);
  }

  /** Forgets it; where that stands on the log. */
  public long forgetAt(MemoryRecord memory) throws Exception {
    return send(memory.getSubject(), Memories.key(memory), null);
  }

  /** As an operator does. */
  public void set(CohortFeature feature, FeatureShare share) throws Exception {
    ControlCommand command =
        SettingCommand.feature(
            UUID.randomUUID(),
            new SettingTarget.OfFeature(feature.label()),
            share,
            "ada",
            "a test",
            Instant.now());
    producer
        .send(SettingCommand.record(command, codecs.of(Topics.CONTROL).encode(command)))
        .get(10, TimeUnit.SECONDS);
  }

  /** What the topic holds now of the keys that begin so. */
  public <V extends SpecificRecord> List<V> latestValues(Topic<V> topic, String prefix) {
    List<V> values = new ArrayList<>();
    latest(topic)
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)
                  && value.isPresent()
                  && codecs.of(topic).decode(value.get()) instanceof Decoded<V>(V decoded)) {
                values.add(decoded);
              }
            });
    return values;
  }

  private long send(String subject, String key, byte @Nullable [] value) throws Exception {
    return producer
        .send(
            new ProducerRecord<>(
                Topics.RECORDS.name(),
                SubjectPartition.of(subject, Topics.RECORDS.partitions()),
                key.getBytes(StandardCharsets.UTF_8),
                value))
        .get(10, TimeUnit.SECONDS)
        .offset();
  }

  /** Everything that is on the topic now. */
  public <V extends SpecificRecord> List<V> all(Topic<V> topic) {
    List<V> values = new ArrayList<>();
    read(
        topic,
        record -> {
          if (codecs.of(topic).decode(record.value()) instanceof Decoded<V>(V value)) {
            values.add(value);
          }
        });
    return values;
  }

  private void read(Topic<?> topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(each);
      }
    }
  }

  /** What the topic holds of each key now; a key without a value was removed. */
  public Map<String, Optional<byte[]>> latest(Topic<?> topic) {
    Map<String, Optional<byte[]>> latest = new HashMap<>();
    read(
        topic,
        record ->
            latest.put(
                new String(record.key(), StandardCharsets.UTF_8),
                Optional.ofNullable(record.value())));
    return latest;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    codecs.close();
  }
}
