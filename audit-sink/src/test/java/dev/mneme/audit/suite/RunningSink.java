package dev.mneme.audit.suite;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.events.LedgerCheckpoint;
import dev.mneme.ledger.format.EntryField;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.scan.PartitionScan;
import dev.mneme.ledger.scan.ScanStep;
import dev.mneme.ledger.verify.TileSource;
import dev.mneme.ledger.verify.TileSources;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.Part;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackFailure;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.stack.parts.Service;
import dev.mneme.stack.process.Tethered;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The audit sink as a process, with the broker and the registry it needs. */
final class RunningSink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stack stack;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Codecs codecs;

  private RunningSink(Stack stack) {
    this.stack = stack;
    this.codecs =
        new RegistryCodecs(
            new RegistrySettings(
                URI.create(stack.ports().registryUrl()), RegistrySettings.Provider.APICURIO));
  }

  static RunningSink start(Path home) throws StackFailure, InterruptedException {
    StackSettings settings =
        StackSettings.at(home, Ports.free())
            .only(EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.AUDIT_SINK));
    return new RunningSink(Stack.start(settings, StackListener.SILENT));
  }

  Part process() {
    return stack.part(PartName.AUDIT_SINK);
  }

  Path state() {
    return stack.settings().layout().data(PartName.AUDIT_SINK);
  }

  Path ledger() {
    return state().resolve("ledger");
  }

  Path log() {
    return stack.settings().layout().log(PartName.AUDIT_SINK);
  }

  String bootstrap() {
    return stack.ports().bootstrap();
  }

  Traffic traffic(long seed) {
    return new Traffic(bootstrap(), codecs, seed);
  }

  void launch() throws StackFailure, InterruptedException {
    process().launch();
  }

  /** Another instance with its own settings; the stack's own must be stopped. */
  Tethered launch(Map<String, String> environment) throws IOException {
    return Tethered.start(
        new Service(
                PartName.AUDIT_SINK,
                stack.settings().layout(),
                stack.ports(),
                stack.settings().installation(),
                stack.secrets(),
                environment)
            .launch(),
        stack.settings().layout().run());
  }

  void awaitReady() throws StackFailure, InterruptedException {
    process().awaitReady(PATIENCE);
  }

  void awaitEntries(long count) {
    await().atMost(PATIENCE).until(this::entriesOverHttp, entries -> entries >= count);
  }

  /** Waits until a checkpoint covers every entry. */
  void awaitSigned() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> get("/v1/ledger/root"),
            roots -> {
              for (JsonNode root : roots) {
                if (root.path("size").asLong() != root.path("signed_size").asLong()) {
                  return false;
                }
              }
              return !roots.isEmpty();
            });
  }

  /** Waits until it is not ready for a reason that names this. */
  JsonNode awaitNotReadyBecause(String words) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> get("/health/ready"), health -> health.toString().contains(words));
  }

  long entriesOverHttp() throws IOException, InterruptedException {
    long entries = 0;
    for (JsonNode root : get("/v1/ledger/root")) {
      entries += root.path("size").asLong();
    }
    return entries;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.ports().http(PartName.AUDIT_SINK) + path))
            .header("Authorization", stack.bearer("default"))
            .timeout(Duration.ofSeconds(5))
            .build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  String url() {
    return stack.ports().http(PartName.AUDIT_SINK);
  }

  /** The public key its ledger is trusted by. */
  NoteVerifier key() {
    return stack.secrets().ledgerSigner().verifier();
  }

  HttpResponse<String> text(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Authorization", stack.bearer("default"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String text) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", "text/plain")
            .header("Authorization", stack.bearer("default"))
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  TileSource tiles(int partition) {
    return TileSources.url(
        http, url() + "/v1/ledger/logs/" + partition, () -> stack.bearer("default"));
  }

  /** The checkpoints of each origin on their topic, in their order. */
  Map<String, List<LedgerCheckpoint>> publishedCheckpoints() {
    Map<String, List<LedgerCheckpoint>> published = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> kafka =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition topic = new TopicPartition(Topics.CHECKPOINTS.name(), 0);
      kafka.assign(List.of(topic));
      kafka.seekToBeginning(List.of(topic));
      long end = kafka.endOffsets(List.of(topic)).get(topic);
      while (kafka.position(topic) < end) {
        for (ConsumerRecord<byte[], byte[]> each : kafka.poll(Duration.ofMillis(200))) {
          if (codecs.of(Topics.CHECKPOINTS).decode(each.value())
              instanceof Decoding.Decoded<LedgerCheckpoint>(LedgerCheckpoint checkpoint)) {
            published
                .computeIfAbsent(checkpoint.getOrigin(), _ -> new ArrayList<>())
                .add(checkpoint);
          }
        }
      }
    }
    return published;
  }

  /** What the ledger's files hold, read without the service. */
  Map<Integer, List<Traffic.Expected>> entries() throws IOException {
    Map<Integer, List<Traffic.Expected>> entries = new TreeMap<>();
    for (int partition : Segment.partitions(ledger())) {
      List<Traffic.Expected> held = new ArrayList<>();
      for (LedgerEntry entry : ledgerEntries(partition)) {
        if (entry.value() instanceof EntryField.Bytes(byte[] value)) {
          held.add(Traffic.Expected.of(entry.offset(), value));
        }
      }
      if (!held.isEmpty()) {
        entries.put(partition, held);
      }
    }
    return entries;
  }

  List<LedgerEntry> ledgerEntries(int partition) throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    try (PartitionScan scan = PartitionScan.open(ledger(), partition)) {
      while (scan.next() instanceof ScanStep.Met met) {
        entries.add(met.entry());
      }
    }
    return entries;
  }

  @Override
  public void close() {
    codecs.close();
    http.close();
    stack.close();
  }
}
