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
 * The ceiling: one thread, one consumer, one transactional producer; for each event as many records
 * and bytes as the stage writes, the offsets into the same transaction. No decoding, no state, no
 * decision.
 */
final class BareRelay implements Contender {
  private static final Duration POLL = Duration.ofMillis(5);

  private final String bootstrap;
  private final String input;
  private final List<Output> outputs;
  private final Duration commitInterval;

  BareRelay(String bootstrap, String input, List<Output> outputs, Duration commitInterval) {
    this.bootstrap = bootstrap;
    this.input = input;
    this.outputs = outputs;
    this.commitInterval = commitInterval;
  }

  @Override
  public String label() {
    return "bare relay";
  }

  @Override
  public Running start(String group) {
    Loop loop = new Loop(group);
    Thread thread = Thread.ofPlatform().name("bare-relay").start(loop);
    return () -> {
      loop.closing = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private final class Loop implements Runnable {
    private final String group;
    private final List<byte[]> values =
        outputs.stream().map(output -> new byte[output.valueBytes()]).toList();
    private volatile boolean closing;

    Loop(String group) {
      this.group = group;
    }

    @Override
    public void run() {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer(group);
          KafkaProducer<byte[], byte[]> producer = producer(group)) {
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
          polled.forEach(record -> relay(record, producer));
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

    private void relay(
        ConsumerRecord<byte[], byte[]> event, KafkaProducer<byte[], byte[]> producer) {
      for (int i = 0; i < outputs.size(); i++) {
        Output output = outputs.get(i);
        for (int n = 0; n < output.times(); n++) {
          producer.send(
              new ProducerRecord<>(
                  output.topic(),
                  output.partition(event.partition()),
                  output.key(event.key(), event.offset() * output.times() + n),
                  values.get(i)));
        }
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String group) {
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

  private KafkaProducer<byte[], byte[]> producer(String group) {
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
