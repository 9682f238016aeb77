package dev.mneme.benchmarks;

import dev.mneme.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * From an event's acknowledgement until a consumer has a published signed checkpoint over it, at a
 * fixed rate.
 */
final class CheckpointLatency {
  private static final int PER_SECOND = 200;
  private static final int WARM_UP_SECONDS = 5;
  private static final Duration GIVE_UP = Duration.ofMinutes(5);

  private final AuditTopic topic;

  CheckpointLatency(AuditTopic topic) {
    this.topic = topic;
  }

  void run(int rounds, int seconds) throws Exception {
    latency(PER_SECOND, WARM_UP_SECONDS);
    Latencies latencies = new Latencies();
    for (int i = 0; i < rounds; i++) {
      latencies.round(latency(PER_SECOND, seconds));
    }
    System.out.printf(
        "acknowledged to published checkpoint, %d events/s: %s%n", PER_SECOND, latencies.text());
  }

  private double[] latency(int perSecond, int seconds) throws Exception {
    int events = perSecond * seconds;
    Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    List<Double> millis = new ArrayList<>();
    Thread sending =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (KafkaProducer<byte[], byte[]> producer = topic.producer(0)) {
                    Schedule.run(
                        events,
                        perSecond,
                        (_, _) ->
                            producer.send(
                                topic.record(),
                                (metadata, failure) -> {
                                  if (failure == null) {
                                    acknowledged.put(
                                        metadata.partition() + ":" + metadata.offset(),
                                        System.nanoTime());
                                  }
                                }));
                  }
                });
    long giveUp = System.nanoTime() + GIVE_UP.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = topic.consumer(Topics.CHECKPOINTS.name())) {
      while (millis.size() < events && System.nanoTime() < giveUp) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(5))) {
          long now = System.nanoTime();
          topic
              .signed(record)
              .ifPresent(
                  signed ->
                      acknowledged
                          .entrySet()
                          .removeIf(
                              each -> {
                                String[] at = each.getKey().split(":");
                                boolean covered =
                                    Integer.parseInt(at[0]) == signed.partition()
                                        && Long.parseLong(at[1]) < signed.size();
                                if (covered) {
                                  millis.add((now - each.getValue()) / 1e6);
                                }
                                return covered;
                              }));
        }
      }
    }
    sending.join();
    return millis.stream().mapToDouble(each -> each).toArray();
  }
}
