package dev.mneme.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Notes when a read_committed consumer gets the first record of each subject. */
final class Arrivals implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final Pattern SUBJECT = Pattern.compile("hs_[0-9]{43}");

  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closing;

  Arrivals(String bootstrap, String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    this.thread = Thread.ofPlatform().name("arrivals-" + topic).start(() -> follow(consumer));
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    try (consumer) {
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          long now = System.nanoTime();
          Matcher subject = SUBJECT.matcher(new String(record.key(), StandardCharsets.UTF_8));
          if (subject.find()) {
            seen.putIfAbsent(subject.group(), now);
          }
        }
      }
    }
  }

  /** Waits until all have arrived. */
  double[] millisSince(Map<String, Long> accepted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!seen.keySet().containsAll(accepted.keySet())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not every event that was accepted became visible");
      }
      Thread.sleep(POLL);
    }
    return accepted.entrySet().stream()
        .mapToDouble(event -> (seen.get(event.getKey()) - event.getValue()) / 1e6)
        .toArray();
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
}
