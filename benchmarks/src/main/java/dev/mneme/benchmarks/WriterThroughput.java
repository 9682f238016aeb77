package dev.mneme.benchmarks;

import dev.mneme.benchmarks.Progress.Pace;
import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.events.MemoryEvent;
import dev.mneme.identity.KeyedHash;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.topics.Topics;
import dev.mneme.topology.TopologyRunner;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Limits;
import dev.mneme.writer.kafka.ClientProperties;
import dev.mneme.writer.kafka.StageSettings;
import dev.mneme.writer.redact.MemoryRedaction;
import dev.mneme.writer.topology.RegistryPatience;
import dev.mneme.writer.topology.Reporter;
import dev.mneme.writer.topology.WriterTopology;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events a second through the writer's stream stage, as a ratio to {@link BareCopy} with as many
 * outputs for each input (record, audit event, outcome, changelog of the state), the same commit
 * interval, the same input, broker and process, in turns.
 *
 * <p>Arguments: events (default 200000), rounds (default 5).
 */
public final class WriterThroughput {
  private static final Duration COMMIT = Duration.ofMillis(10);
  private static final List<String> COPIES =
      List.of("bench.copy.1", "bench.copy.2", "bench.copy.3", "bench.copy.4");

  /** As the service has by default. */
  private static final int THREADS = 2;

  private static final int WARM_UPS = 2;
  private static final int PATIENCE_SECONDS = 120;

  private final Stack stack;
  private final Path folder;
  private final Admin admin;
  private final int events;

  private WriterThroughput(Stack stack, Path folder, Admin admin, int events) {
    this.stack = stack;
    this.folder = folder;
    this.admin = admin;
    this.events = events;
  }

  public static void main(String[] args) throws Exception {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path folder = Files.createTempDirectory("mneme-benchmark");
    StackSettings settings =
        StackSettings.at(folder.resolve("stack"), Ports.free())
            .only(EnumSet.of(PartName.KAFKA, PartName.REGISTRY));
    try (Stack stack = Stack.start(settings, StackListener.SILENT);
        Admin admin =
            Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()))) {
      new WriterThroughput(stack, folder, admin, events).run(rounds);
    } finally {
      delete(folder);
    }
  }

  private void run(int rounds) throws Exception {
    admin
        .createTopics(
            COPIES.stream()
                .map(name -> new NewTopic(name, Topics.SUBJECT_PARTITIONS, (short) 1))
                .toList())
        .all()
        .get();
    try (RegistryCodecs codecs =
        new RegistryCodecs(
            new RegistrySettings(
                URI.create(stack.ports().registryUrl()), RegistrySettings.Provider.APICURIO))) {
      fill(codecs.of(Topics.EVENTS));
      System.out.printf(
          "%d events, commits every %d ms, %d rounds after %d to warm up%n",
          events, COMMIT.toMillis(), rounds, WARM_UPS);
      List<Double> copies = new ArrayList<>();
      List<Double> stages = new ArrayList<>();
      for (int round = -WARM_UPS; round < rounds; round++) {
        Pace copy = copy(round + WARM_UPS);
        Pace stage = stage(codecs, round + WARM_UPS);
        if (round >= 0) {
          copies.add(copy.perSecond());
          stages.add(stage.perSecond());
        }
        System.out.printf(
            "%-9s bare copy %7.0f/s (%4.1f us CPU)   writer %7.0f/s (%4.1f us CPU)   ratio %.2f%n",
            round < 0 ? "warm-up" : "round " + (round + 1),
            copy.perSecond(),
            copy.cpuMicros(),
            stage.perSecond(),
            stage.cpuMicros(),
            stage.perSecond() / copy.perSecond());
      }
      List<Double> ratios =
          IntStream.range(0, rounds).mapToObj(i -> stages.get(i) / copies.get(i)).toList();
      System.out.printf(
          "median    bare copy %7.0f/s   writer %7.0f/s   ratio %.2f (%.2f to %.2f)%n",
          median(copies),
          median(stages),
          median(ratios),
          ratios.stream().min(Double::compare).orElseThrow(),
          ratios.stream().max(Double::compare).orElseThrow());
    }
  }

  private void fill(AvroCodec<MemoryEvent> codec) {
    Conversation conversation = new Conversation(1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.ports().bootstrap(),
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

  private Pace copy(int round) throws Exception {
    String group = "bench-copy-" + round;
    try (BareCopy copy =
        new BareCopy(stack.ports().bootstrap(), group, Topics.EVENTS.name(), COPIES, COMMIT)) {
      copy.start();
      return new Progress(admin, events).pace(group, PATIENCE_SECONDS);
    }
  }

  private Pace stage(RegistryCodecs codecs, int round) throws Exception {
    String group = "bench-writer-" + round;
    WriterTopology.Parts parts =
        new WriterTopology.Parts(
            codecs,
            new Admission(Limits.STANDARD),
            new MemoryRedaction(Redactor.of(Policy.standard())),
            new KeyedHash(new byte[32]),
            new DeadLetters(new DeadLetterKey(new byte[32]), "memory-writer"),
            new Reporter("memory-writer", "benchmark", "local"),
            RegistryPatience.standard());
    StageSettings settings = new StageSettings(group, THREADS, COMMIT, 0, Duration.ofSeconds(6));
    try (TopologyRunner stage =
        new TopologyRunner(
            () -> WriterTopology.build(parts),
            ClientProperties.stage(
                settings, stack.ports().bootstrap(), folder.resolve(group), "benchmark"),
            WriterTopology.TOPICS)) {
      stage.start();
      return new Progress(admin, events).pace(group, PATIENCE_SECONDS);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
