package dev.mneme.benchmarks;

import dev.mneme.benchmarks.Contender.Running;
import dev.mneme.benchmarks.Progress.Pace;
import dev.mneme.events.MemoryEvent;
import dev.mneme.serde.AvroCodec;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import dev.mneme.writer.topology.WriterTopology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events a second through the writer's stage, alone and with PostgreSQL caught up, as ratios to a
 * {@link BareRelay} and beside a {@link StreamsRelay}; the same input, broker, process and commit
 * interval, in turns.
 */
final class Throughput {
  private static final Duration COMMIT = Duration.ofMillis(10);
  private static final int WARM_UPS = 2;
  private static final String PROJECTED = "writer + PG";

  private final Place place;
  private final Outputs outputs;
  private final int events;
  private final boolean projecting;
  private final Map<String, List<Pace>> paces = new LinkedHashMap<>();

  /**
   * @param projecting whether PostgreSQL is measured too
   */
  Throughput(Place place, int events, boolean projecting) {
    this.place = place;
    this.projecting = projecting;
    this.outputs = new Outputs(place);
    this.events = events;
  }

  void run(int rounds) throws Exception {
    outputs.makeEmptiable(WriterTopology.TOPICS);
    fill(place.codecs().of(Topics.EVENTS));
    WriterStage stage = new WriterStage(place, COMMIT);
    List<Output> written = learn(stage);
    outputs.createTwins(written);
    System.out.printf(
        "%d events, commits every %d ms, %d rounds after %d to warm up%n",
        events, COMMIT.toMillis(), rounds, WARM_UPS);
    written.forEach(
        o ->
            System.out.printf(
                "  for each event %d to %s: key %d, value %d bytes%n",
                o.times(),
                o.like().replaceFirst("^bench-learn-", ""),
                o.keyBytes(),
                o.valueBytes()));
    List<Contender> contenders =
        List.of(
            new BareRelay(place.bootstrap(), Topics.EVENTS.name(), written, COMMIT),
            new StreamsRelay(written, stage::settings),
            stage);
    for (int round = -WARM_UPS; round < rounds; round++) {
      for (Contender contender : contenders) {
        report(round, contender.label(), pace(contender, "bench-" + (round + WARM_UPS)));
      }
      if (projecting) {
        report(round, PROJECTED, projected(stage, "bench-pg-" + (round + WARM_UPS)));
      }
      outputs.empty(
          Stream.concat(
                  WriterTopology.TOPICS.stream().filter(t -> t != Topics.EVENTS).map(Topic::name),
                  written.stream().map(Output::topic))
              .toList());
    }
    summary(rounds);
  }

  /** One run of the stage, to see what it writes; the relays are to write as much. */
  private List<Output> learn(WriterStage stage) throws Exception {
    String group = "bench-learn";
    try (Running _ = stage.start(group)) {
      Progress progress = new Progress(place, events);
      progress.pace(progress.committedBy(group));
    }
    return outputs.of(group, events);
  }

  private Pace pace(Contender contender, String round) throws Exception {
    String group = round + "-" + contender.label().replace(' ', '-');
    Progress progress = new Progress(place, events);
    try (Running _ = contender.start(group)) {
      return progress.pace(progress.committedBy(group));
    }
  }

  private Pace projected(WriterStage stage, String group) throws Exception {
    outputs.empty(List.of(Topics.RECORDS.name()));
    try (Projected projected = Projected.start(place, group + "-follower");
        Running _ = stage.start(group)) {
      return new Progress(place, events).pace(projected::applied);
    }
  }

  private void report(int round, String label, Pace pace) {
    List<Pace> counted = paces.computeIfAbsent(label, _ -> new ArrayList<>());
    if (round >= 0) {
      counted.add(pace);
    }
    System.out.printf(
        "  %-8s %-13s %8.0f/s   CPU %5.1f us, broker %5.1f us an event%n",
        round < 0 ? "warm-up" : "round " + (round + 1),
        label,
        pace.perSecond(),
        pace.cpuMicros(),
        pace.brokerMicros());
  }

  /**
   * The median of the rounds' ratios, not the ratio of medians: a round is disturbed as a whole.
   */
  private void summary(int rounds) {
    List<Pace> bare = paces.get("bare relay");
    System.out.println("throughput, medians of " + rounds);
    paces.forEach(
        (label, own) -> {
          List<Double> ratios = new ArrayList<>();
          List<Double> cpu = new ArrayList<>();
          for (int i = 0; i < rounds; i++) {
            ratios.add(own.get(i).perSecond() / bare.get(i).perSecond());
            cpu.add(
                (bare.get(i).cpuMicros() + bare.get(i).brokerMicros())
                    / (own.get(i).cpuMicros() + own.get(i).brokerMicros()));
          }
          System.out.printf(
              "  %-13s %8.0f/s   CPU %5.1f us, broker %5.1f us   ratio %.2f (%.2f to %.2f)%s%n",
              label,
              Numbers.median(own.stream().map(Pace::perSecond).toList()),
              Numbers.median(own.stream().map(Pace::cpuMicros).toList()),
              Numbers.median(own.stream().map(Pace::brokerMicros).toList()),
              Numbers.median(ratios),
              Numbers.least(ratios),
              Numbers.most(ratios),
              // PostgreSQL's own processor time is in neither sum
              label.equals(PROJECTED) ? "" : ", by CPU %.2f".formatted(Numbers.median(cpu)));
        });
  }

  private void fill(AvroCodec<MemoryEvent> codec) {
    Conversation conversation = new Conversation(1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                place.bootstrap(),
                ProducerConfig.LINGER_MS_CONFIG,
                20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int n = 0; n < events; n++) {
        MemoryEvent event = conversation.next(n);
        producer.send(
            new ProducerRecord<>(
                Topics.EVENTS.name(),
                event.getSubject().getBytes(StandardCharsets.UTF_8),
                codec.encode(event)));
      }
    }
  }
}
