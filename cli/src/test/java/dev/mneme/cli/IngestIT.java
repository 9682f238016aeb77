package dev.mneme.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.redaction.Policy;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands for data do on a real broker and registry. */
class IngestIT {

  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir private static Path folder;
  private static Stack stack;

  @BeforeAll
  static void start() throws Exception {
    stack =
        Stack.start(
            StackSettings.at(folder.resolve("home"), Ports.free())
                .only(EnumSet.of(PartName.KAFKA, PartName.REGISTRY))
                .within(SOON),
            StackListener.SILENT);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static MnemeProcess mneme(String... words) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--home", folder.resolve("home").toString(), "--output", "json"));
    return MnemeProcess.run(folder, arguments.toArray(String[]::new));
  }

  private static JsonNode document(MnemeProcess mneme) throws Exception {
    return new ObjectMapper().readTree(mneme.out());
  }

  private static List<MemoryEvent> events(String subject) {
    return values(Topics.EVENTS).stream()
        .filter(event -> event.getSubject().equals(subject))
        .toList();
  }

  private static <V extends SpecificRecord> List<V> values(Topic<V> topic) {
    List<V> values = new ArrayList<>();
    try (Codecs codecs =
            new RegistryCodecs(
                new RegistrySettings(
                    URI.create(stack.ports().registryUrl()), RegistrySettings.Provider.APICURIO));
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      AvroCodec<V> codec = codecs.of(topic);
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Instant deadline = Instant.now().plus(SOON);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))
          && Instant.now().isBefore(deadline)) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  if (codec.decode(record.value()) instanceof Decoding.Decoded<V>(V value)) {
                    values.add(value);
                  }
                });
      }
    }
    return values;
  }

  @Test
  void shouldPublishTheSameEventsForTheSameFileAndReportWhatItSkips() throws Exception {
    String subject = "b".repeat(64);
    Path file =
        Files.writeString(
            folder.resolve("talk.jsonl"),
            """
            {"conv":"c","session":1,"date_time":"1:56 pm on 8 May, 2023","dia_id":"D1:1","speaker":"Ada","text":"Hello"}
            this is no JSON
            {"conv":"c","speaker":"Bo","text":"Hi","mood":"good"}
            """);

    MnemeProcess first = mneme("ingest", file.toString(), "--subject", subject);
    MnemeProcess second = mneme("ingest", file.toString(), "--subject", subject);

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(second.exitCode()).as(second.err()).isZero();
    JsonNode result = document(first);
    assertThat(result.path("published").asInt()).isEqualTo(2);
    assertThat(result.path("skipped").asInt()).isEqualTo(1);
    assertThat(result.path("findings").path(0).path("line").asInt()).isEqualTo(2);
    assertThat(Path.of(result.path("report").asText())).content().contains("\"line\":2");
    List<MemoryEvent> events = events(subject);
    assertThat(events).hasSize(4);
    List<UUID> ids = events.stream().map(MemoryEvent::getEventId).toList();
    assertThat(ids.subList(0, 2)).doesNotHaveDuplicates().isEqualTo(ids.subList(2, 4));
    assertThat(events.get(0).getOccurredAt()).isEqualTo(Instant.parse("2023-05-08T13:56:00Z"));
    assertThat(events.get(0).getStore().getMetadata()).containsEntry("dia_id", "D1:1");
    assertThat(events.get(1).getStore().getMetadata()).containsEntry("mood", "good");
  }

  @Test
  void shouldReportADriftedTopicAndLeaveItAlone() throws Exception {
    assertThat(mneme("topics").exitCode()).isZero();
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DLQ.name());
    try (Admin admin = Brokers.admin(stack.ports())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  topic,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET))))
          .all()
          .get();

      MnemeProcess drifted = mneme("topics");

      assertThat(drifted.exitCode()).isEqualTo(1);
      assertThat(document(drifted).path("drift").path(0).path("live").asText()).isEqualTo("1000");
      assertThat(mneme("topics").exitCode()).isEqualTo(1);
      admin
          .incrementalAlterConfigs(
              Map.of(
                  topic,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry(
                              "retention.ms", Topics.DLQ.settings().get("retention.ms")),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  @Test
  void shouldShowHowFarAGroupIsBehind() throws Exception {
    TopicPartition partition = new TopicPartition(Topics.CONTROL.name(), 0);
    try (Admin admin = Brokers.admin(stack.ports())) {
      admin
          .alterConsumerGroupOffsets(
              "onlookers",
              Map.of(partition, new org.apache.kafka.clients.consumer.OffsetAndMetadata(0)))
          .all()
          .get();
    }

    MnemeProcess lag = mneme("lag", "--group", "onlookers");

    assertThat(lag.exitCode()).as(lag.err()).isZero();
    JsonNode row = document(lag).path("partitions").path(0);
    assertThat(row.path("topic").asText()).isEqualTo(Topics.CONTROL.name());
    assertThat(row.path("lag").asLong()).isZero();
    assertThat(mneme("lag", "--group", "nobody").exitCode()).isEqualTo(1);
  }

  @Test
  void shouldRefuseASubjectThatIsNoPseudonym() throws Exception {
    Path file =
        Files.writeString(folder.resolve("one.jsonl"), "{\"speaker\":\"A\",\"text\":\"x\"}");

    MnemeProcess refused = mneme("ingest", file.toString(), "--subject", "ada@example.org");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("pseudonym").doesNotContain("ada@example.org");
  }

  @Test
  void shouldHaveMemoriesRedactedAgainThatAnotherPolicyRedacted() throws Exception {
    String subject = "c".repeat(64);
    MemoryRecord old = record(subject, new UUID(1, 1), "before");
    MemoryRecord forgotten = record(subject, new UUID(1, 2), "before");
    MemoryRecord current = record(subject, new UUID(1, 3), Policy.standard().version());
    publish(old, old);
    publish(forgotten, forgotten);
    publish(forgotten, null);
    publish(current, current);

    JsonNode dry = document(mneme("redact", "rescan", "--subject", subject, "--dry-run"));
    JsonNode first = document(mneme("redact", "rescan", "--subject", subject));
    mneme("redact", "rescan", "--subject", subject);

    assertThat(dry.path("outdated").asInt()).isEqualTo(1);
    assertThat(dry.path("published").asInt()).isZero();
    assertThat(first.path("by_version").path("before").asInt()).isEqualTo(1);
    assertThat(first.path("published").asInt()).isEqualTo(1);
    List<MemoryEvent> events = events(subject);
    assertThat(events).hasSize(2);
    assertThat(events.get(0).getRescan().getMemoryId()).isEqualTo(old.getMemoryId());
    assertThat(events.get(1).getEventId()).isEqualTo(events.get(0).getEventId());
    List<AuditEvent> acts =
        values(Topics.AUDIT).stream()
            .filter(entry -> entry.getOperation().equals("redact_rescan"))
            .toList();
    assertThat(acts).hasSize(2);
    assertThat(acts.getFirst().getReason())
        .isEqualTo("1 memories of one subject by policy " + Policy.standard().version());
    assertThat(acts.getFirst().getActor()).endsWith("via mneme-cli");
    assertThat(acts.getFirst().toString()).doesNotContain(subject);
  }

  private static MemoryRecord record(String subject, UUID id, String version) {
    return MemoryRecord.newBuilder()
        .setMemoryId(id)
        .setTenant("acme")
        .setSubject(subject)
        .setType("fact")
        .setText("x")
        .setTags(List.of())
        .setMetadata(Map.of())
        .setOccurredAt(Instant.EPOCH)
        .setCreatedAt(Instant.EPOCH)
        .setRedactions(Map.of())
        .setPolicyVersion(version)
        .setSourceEventId(id)
        .setSource(new SourcePosition("memory.events", 0, 0L))
        .build();
  }

  private static void publish(MemoryRecord key, @Nullable MemoryRecord value) throws Exception {
    try (Codecs codecs =
            new RegistryCodecs(
                new RegistrySettings(
                    URI.create(stack.ports().registryUrl()), RegistrySettings.Provider.APICURIO));
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()),
                new StringSerializer(),
                new ByteArraySerializer())) {
      String name = new RecordKey(key.getTenant(), key.getSubject(), key.getMemoryId()).key();
      producer
          .send(
              new ProducerRecord<>(
                  Topics.RECORDS.name(),
                  0,
                  name,
                  value == null ? null : codecs.of(Topics.RECORDS).encode(value)))
          .get();
    }
  }
}
