package dev.mneme.writer.real;

import static org.awaitility.Awaitility.await;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.serde.Decoding;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Stands where the stage stands on the real topics and says of each event what the test wants said.
 * Each outcome is in a transaction that is then aborted, as one is that has to be done again: what
 * it said stands all the same.
 */
public final class ScriptedStage implements AutoCloseable {
  private static final List<TopicPartition> PARTITIONS =
      IntStream.range(0, Topics.EVENTS.partitions())
          .mapToObj(p -> new TopicPartition(Topics.EVENTS.name(), p))
          .toList();

  private final String bootstrap;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final RealLog log;
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
  private volatile Consumer<OperationOutcome.Builder> script = outcome -> {};
  private volatile boolean closing;

  public ScriptedStage(Stack stack, RealLog log) {
    this.log = log;
    this.bootstrap = stack.ports().bootstrap();
    this.consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.ports().bootstrap(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "scripted-" + UUID.randomUUID()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    consumer.assign(PARTITIONS);
    consumer.seekToEnd(PARTITIONS);
    PARTITIONS.forEach(consumer::position);
    thread.start();
  }

  /** What is said of each event from now on. */
  public void says(Consumer<OperationOutcome.Builder> said) {
    this.script = said;
  }

  private void run() {
    while (!closing) {
      for (var record : consumer.poll(Duration.ofMillis(50))) {
        if (log.codecs().of(Topics.EVENTS).decode(record.value())
            instanceof Decoding.Decoded<MemoryEvent>(MemoryEvent event)) {
          producer.beginTransaction();
          producer.send(
              new ProducerRecord<>(
                  Topics.OUTCOMES.name(),
                  "log@local".getBytes(StandardCharsets.UTF_8),
                  log.codecs().of(Topics.OUTCOMES).encode(outcome(event))));
          producer.flush();
          producer.abortTransaction();
        }
      }
    }
  }

  private OperationOutcome outcome(MemoryEvent event) {
    OperationOutcome.Builder outcome =
        OperationOutcome.newBuilder()
            .setOutcomeId(UUID.randomUUID())
            .setLayer("log")
            .setRegion("local")
            .setKind(OutcomeKind.OPERATION)
            .setOperation("any")
            .setFamily("personal")
            .setResult(OutcomeResult.SUCCESS)
            .setEpoch(0)
            .setLatencyMicros(0)
            .setService("scripted")
            .setInstance("scripted-0")
            .setEventId(event.getEventId())
            .setAt(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    script.accept(outcome);
    return outcome.build();
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
    producer.close();
    passOver();
  }

  /** What was answered here is no work for the real stage, which other tests start. */
  private void passOver() {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      PARTITIONS.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions() // a member that has just gone still counts for a while
          .until(
              () -> {
                admin
                    .listOffsets(ends)
                    .all()
                    .get()
                    .forEach((p, end) -> offsets.put(p, new OffsetAndMetadata(end.offset())));
                admin.alterConsumerGroupOffsets("memory-writer", offsets).all().get();
                return true;
              });
    }
  }
}
