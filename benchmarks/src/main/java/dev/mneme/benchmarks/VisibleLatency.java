package dev.mneme.benchmarks;

import dev.mneme.benchmarks.Contender.Running;
import dev.mneme.benchmarks.Output.Spread;
import dev.mneme.events.MemoryEvent;
import dev.mneme.serde.AvroCodec;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * From an event's acknowledgement until a read_committed consumer has what became of it, at 20
 * events a second: through the writer as a process of its own, and through a {@link BareRelay} that
 * reads the same events at the same time.
 */
final class VisibleLatency {
  private static final int PER_SECOND = 20;
  private static final int EVENTS = 400;
  private static final int WARM_UPS = 2;
  private static final String COPIES = "bench.visible";

  private final Place place;

  VisibleLatency(Place place) {
    this.place = place;
  }

  void run(int rounds) throws Exception {
    place
        .admin()
        .createTopics(List.of(new NewTopic(COPIES, Topics.SUBJECT_PARTITIONS, (short) 1)))
        .all()
        .get();
    Output copies = new Output(COPIES, COPIES, Spread.BY_SUBJECT, 46, 600, 1);
    BareRelay relay =
        new BareRelay(
            place.bootstrap(), Topics.EVENTS.name(), List.of(copies), Duration.ofMillis(10));
    Latencies bare = new Latencies();
    Latencies writer = new Latencies();
    try (Running _ = relay.start("bench-visible");
        Arrivals copied = new Arrivals(place.bootstrap(), COPIES);
        Arrivals stored = new Arrivals(place.bootstrap(), Topics.RECORDS.name())) {
      for (int round = -WARM_UPS; round < rounds; round++) {
        Map<String, Long> accepted = send(1_000_000 + (round + WARM_UPS) * EVENTS);
        double[] copy = copied.millisSince(accepted);
        double[] store = stored.millisSince(accepted);
        if (round >= 0) {
          bare.round(copy);
          writer.round(store);
        }
      }
    }
    System.out.printf(
        "accepted to visible at %d events/s, %d a round, medians of %d%n",
        PER_SECOND, EVENTS, rounds);
    System.out.println("  bare relay    " + bare.text());
    System.out.println("  writer        " + writer.text());
    System.out.printf(
        "  ratio p50 %.1f, p99 %.1f%n",
        writer.percentile(50) / bare.percentile(50), writer.percentile(99) / bare.percentile(99));
  }

  /** When each subject's event was acknowledged; every event has a subject of its own. */
  private Map<String, Long> send(int from) {
    Map<String, Long> accepted = new ConcurrentHashMap<>();
    Conversation conversation = new Conversation(from);
    AvroCodec<MemoryEvent> codec = place.codecs().of(Topics.EVENTS);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                place.bootstrap(),
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      Schedule.run(
          EVENTS,
          PER_SECOND,
          (n, _) -> {
            String subject = "hs_" + "%043d".formatted(from + n);
            MemoryEvent event =
                MemoryEvent.newBuilder(conversation.next(n)).setSubject(subject).build();
            producer.send(
                new ProducerRecord<>(
                    Topics.EVENTS.name(),
                    subject.getBytes(StandardCharsets.UTF_8),
                    codec.encode(event)),
                (_, failure) -> {
                  if (failure == null) {
                    accepted.put(subject, System.nanoTime());
                  }
                });
          });
    }
    return accepted;
  }
}
