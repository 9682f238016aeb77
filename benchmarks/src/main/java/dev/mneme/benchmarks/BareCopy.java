package dev.mneme.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The ceiling: one thread, one consumer, one transactional producer; the bytes of each record to
 * every output, the offsets into the same transaction. No decoding, no state, no decision.
 */
final class BareCopy implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(5);

  private final String bootstrap;
  private final String group;
  private final String input;
  private final List<String> outputs;
  private final Duration commitInterval;
  private final Thread thread;
  private volatile boolean closing;

  BareCopy(
      String bootstrap, String group, String input, List<String> outputs, Duration commitInterval) {
    this.bootstrap = bootstrap;
    this.group = group;
    this.input = input;
    this.outputs = outputs;
    this.commitInterval = commitInterval;
    this.thread = Thread.ofPlatform().name("bare-copy").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer();
        KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.initTransactions();
      consumer.subscribe(List.of(input));
      Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
      long begun = 0;
      while (!closing) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        if (!polled.isEmpty() && done.isEmpty()) {
          producer.beginTransaction();
          begun = System.nanoTime();
        }
        for (ConsumerRecord<byte[], byte[]> record : polled) {
          for (String output : outputs) {
            producer.send(new ProducerRecord<>(output, record.key(), record.value()));
          }
        }
        for (TopicPartition partition : polled.partitions()) {
          done.put(partition, new OffsetAndMetadata(consumer.position(partition)));
        }
        boolean due = System.nanoTime() - begun >= commitInterval.toNanos();
        if (!done.isEmpty() && (due || polled.isEmpty())) {
          producer.sendOffsetsToTransaction(done, consumer.groupMetadata());
          producer.commitTransaction();
          done.clear();
        }
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            500),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            group,
            ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
            1,
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 * 1024,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            10_000),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
