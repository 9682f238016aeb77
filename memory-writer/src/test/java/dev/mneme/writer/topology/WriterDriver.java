package dev.mneme.writer.topology;

import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.identity.KeyedHash;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import dev.mneme.tracing.Spans;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Limits;
import dev.mneme.writer.memories.MemoryPolicy;
import dev.mneme.writer.redact.MemoryRedaction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology driven without a broker. Keeps all that came out. */
final class WriterDriver implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> events;
  private final Map<String, List<TestRecord<byte[], byte[]>>> outputs = new TreeMap<>();
  private Instant now = NOW;

  WriterDriver(Path stateDir, ExpirySchedule expiry) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    WriterTopology.Parts parts =
        new WriterTopology.Parts(
            codecs,
            new Admission(Limits.STANDARD),
            new MemoryRedaction(Redactor.of(Policy.standard())),
            new KeyedHash(new byte[32]),
            new SubjectKeyring(new byte[32], new Random(7)),
            new DeadLetters(new DeadLetterKey(new byte[32]), "memory-writer"),
            new Reporter("memory-writer", "memory-writer-0", "local"),
            new RegistryPatience(Duration.ofSeconds(1), pause -> {}),
            MemoryPolicy.STANDARD,
            expiry,
            Spans.OFF);
    this.driver = new TopologyTestDriver(WriterTopology.build(parts), properties, NOW);
    this.events =
        driver.createInputTopic(
            Topics.EVENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  Instant now() {
    return now;
  }

  /** By the clock of the machine and of the broker. */
  void passes(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  /** What the event was answered. */
  OperationOutcome send(MemoryEvent event) {
    return send(event, Map.of());
  }

  OperationOutcome send(MemoryEvent event, Map<String, String> headers) {
    TestRecord<byte[], byte[]> record =
        new TestRecord<>(bytes(event.getSubject()), codecs.of(Topics.EVENTS).encode(event), now);
    headers.forEach((name, value) -> record.headers().add(name, bytes(value)));
    events.pipeInput(record);
    return outcomes().getLast();
  }

  List<OperationOutcome> outcomes() {
    return values(Topics.OUTCOMES);
  }

  List<AuditEvent> audit() {
    return values(Topics.AUDIT);
  }

  List<DeadLetter> letters() {
    return values(Topics.DLQ);
  }

  List<TestRecord<byte[], byte[]>> records() {
    return all(Topics.RECORDS);
  }

  MemoryRecord lastRecord() {
    return decoded(Topics.RECORDS, records().getLast().value());
  }

  /** The latest record of each key, as any follower of the topic has it. */
  Map<String, MemoryRecord> fold() {
    Map<String, MemoryRecord> fold = new TreeMap<>();
    for (TestRecord<byte[], byte[]> record : records()) {
      if (record.value() == null) {
        fold.remove(text(record.key()));
      } else {
        fold.put(text(record.key()), decoded(Topics.RECORDS, record.value()));
      }
    }
    return fold;
  }

  /** What the stage itself keeps. */
  Map<String, MemoryRecord> kept() {
    Map<String, MemoryRecord> kept = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : state(StoredMemories.MEMORIES).entrySet()) {
      byte[] value = entry.getValue();
      byte[] encoded = Arrays.copyOfRange(value, Long.BYTES, value.length);
      kept.put(entry.getKey(), decoded(Topics.RECORDS, encoded));
    }
    return kept;
  }

  /** Entries of a store by key, read as Latin-1 so that no byte is lost. */
  Map<String, byte[]> state(String name) {
    Map<String, byte[]> state = new TreeMap<>();
    KeyValueStore<byte[], byte[]> store = driver.getKeyValueStore(name);
    try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
      entries.forEachRemaining(
          entry -> state.put(new String(entry.key, StandardCharsets.ISO_8859_1), entry.value));
    }
    return state;
  }

  /** All bytes that came out, in the order of each topic. */
  List<byte[]> everything() {
    List<byte[]> bytes = new ArrayList<>();
    for (Topic<?> topic :
        List.of(Topics.RECORDS, Topics.AUDIT, Topics.SUBJECT_KEYS, Topics.OUTCOMES, Topics.DLQ)) {
      for (TestRecord<byte[], byte[]> record : all(topic)) {
        bytes.add(record.key());
        bytes.add(record.value());
      }
    }
    return bytes;
  }

  private <V extends SpecificRecord> List<V> values(Topic<V> topic) {
    return all(topic).stream().map(record -> decoded(topic, record.value())).toList();
  }

  private List<TestRecord<byte[], byte[]>> all(Topic<?> topic) {
    List<TestRecord<byte[], byte[]>> all =
        outputs.computeIfAbsent(topic.name(), name -> new ArrayList<>());
    all.addAll(
        driver
            .createOutputTopic(
                topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList());
    return all;
  }

  private <V extends SpecificRecord> V decoded(Topic<V> topic, byte[] value) {
    return switch (codecs.of(topic).decode(value)) {
      case Decoding.Decoded<V>(V decoded) -> decoded;
      case Decoding.Undecodable<V>(String reason, var _) -> throw new AssertionError(reason);
      case Decoding.RegistryUnavailable<V>(String reason) -> throw new AssertionError(reason);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
