package dev.mneme.guard;

import static org.awaitility.Awaitility.await;

import dev.mneme.events.ControlCommand;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.ReadArm;
import dev.mneme.events.RolloutEvent;
import dev.mneme.events.RolloutEventKind;
import dev.mneme.outcomes.OutcomeBatch;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reports reads of one region as readers do, and sees what they see of its rollout. */
final class LogOfRollout implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** A setting, and when a reader of committed records had it. */
  record Seen(String value, int partition, long atMillis) {}

  private final String region;
  private final Codecs codecs;
  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;
  private final List<Seen> settings = new ArrayList<>();
  private final List<RolloutEvent> events = new ArrayList<>();

  LogOfRollout(String bootstrap, Codecs codecs, String region) {
    this.region = region;
    this.codecs = codecs;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        Stream.of(Topics.CONTROL, Topics.ROLLOUT_EVENTS)
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** So many reads of each side; those of the new layer fail, or not. */
  void reads(int each, boolean fail) {
    report("new", ReadArm.CANARY, each, fail ? OutcomeResult.SERVER_ERROR : OutcomeResult.SUCCESS);
    report("legacy", ReadArm.CONTROL, each, OutcomeResult.SUCCESS);
  }

  private void report(String layer, ReadArm arm, int number, OutcomeResult result) {
    var batch = new OutcomeBatch(read(layer, arm, result, 0));
    for (int i = 1; i < number; i++) {
      batch.add(read(layer, arm, result, i));
    }
    OperationOutcome outcome = batch.toOutcome();
    producer.send(
        new ProducerRecord<>(
            Topics.OUTCOMES.name(),
            layer + "@" + region,
            codecs.of(Topics.OUTCOMES).encode(outcome)));
  }

  private OperationOutcome read(String layer, ReadArm arm, OutcomeResult result, int number) {
    return OperationOutcome.newBuilder()
        .setOutcomeId(UUID.randomUUID())
        .setLayer(layer)
        .setRegion(region)
        .setKind(OutcomeKind.OPERATION)
        .setOperation("recall")
        .setFamily("personal")
        .setResult(result)
        .setEpoch(0)
        .setLatencyMicros(3_000 + number * 37L % 6_000)
        .setService("memory-reader")
        .setInstance("reader-0")
        .setAt(Instant.now())
        .setArm(arm)
        .build();
  }

  List<Seen> settings() {
    return List.copyOf(settings);
  }

  List<RolloutEvent> events() {
    return List.copyOf(events);
  }

  /** Whether such an event was seen already. */
  boolean saw(RolloutEventKind kind) {
    return events.stream().anyMatch(event -> event.getKind() == kind);
  }

  /** Looks until it holds, doing something in between. */
  void until(BooleanSupplier holds, Runnable meanwhile) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              meanwhile.run();
              look();
              return holds.getAsBoolean();
            });
  }

  private void look() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
      long now = System.currentTimeMillis();
      if (record.topic().equals(Topics.CONTROL.name())
          && record.key().equals("rollout@" + region)) {
        ControlCommand command = decoded(Topics.CONTROL, record);
        settings.add(new Seen(String.valueOf(command.getValue()), record.partition(), now));
      } else if (record.topic().equals(Topics.ROLLOUT_EVENTS.name())) {
        RolloutEvent event = decoded(Topics.ROLLOUT_EVENTS, record);
        if (event.getExposure().containsKey(region)) {
          events.add(event);
        }
      }
    }
  }

  private <V extends SpecificRecord> V decoded(
      Topic<V> topic, ConsumerRecord<String, byte[]> record) {
    if (codecs.of(topic).decode(record.value()) instanceof Decoding.Decoded<V>(V value)) {
      return value;
    }
    throw new AssertionError("undecodable on " + topic.name());
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
  }
}
