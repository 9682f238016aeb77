package dev.mneme.writer.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.SourcePosition;
import dev.mneme.events.StoreMemory;
import dev.mneme.identity.DerivedId;
import dev.mneme.identity.KeyedHash;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import dev.mneme.writer.Sample;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Limits;
import dev.mneme.writer.redact.MemoryRedaction;
import java.io.IOException;
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
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTopologyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final UUID EVENT = UUID.fromString("22222222-2222-4222-8222-222222222222");
  private static final UUID OTHER = UUID.fromString("33333333-3333-4333-8333-333333333333");
  private static final String MAIL = "ada@example.com";

  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final KeyedHash hash = new KeyedHash(new byte[32]);
  private final SubjectKeyring keyring = new SubjectKeyring(new byte[32]);
  private final DeadLetters letters =
      new DeadLetters(new DeadLetterKey(new byte[32]), "memory-writer");
  private final List<Duration> pauses = new ArrayList<>();

  @TempDir Path stateDir;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;

  @BeforeEach
  void open() {
    driver = new TopologyTestDriver(WriterTopology.build(parts()), properties(), NOW);
    events =
        driver.createInputTopic(
            Topics.EVENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private WriterTopology.Parts parts() {
    return new WriterTopology.Parts(
        codecs,
        new Admission(Limits.STANDARD),
        new MemoryRedaction(Redactor.of(Policy.standard())),
        hash,
        new SubjectKeyring(new byte[32], new Random(7)), // so that a second run is the same
        letters,
        new Reporter("memory-writer", "memory-writer-0", "local"),
        new RegistryPatience(Duration.ofSeconds(1), pauses::add));
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    return properties;
  }

  @Test
  void shouldTurnAnEventIntoOneRedactedRecordOneAuditEventAndOneOutcome() {
    send(Sample.store(1, EVENT, "I am at " + MAIL), NOW);

    UUID id = DerivedId.of("memory", "acme", Sample.subject(1), EVENT.toString());
    SourcePosition source = new SourcePosition("memory.events", 0, 0L);
    TestRecord<byte[], byte[]> record = only(Topics.RECORDS);
    assertThat(text(record.key())).isEqualTo("acme/" + Sample.subject(1) + "/" + id);
    MemoryRecord memory = decoded(Topics.RECORDS, record);
    assertThat(memory.getMemoryId()).isEqualTo(id);
    assertThat(memory.getText()).isEqualTo("I am at [EMAIL]");
    assertThat(memory.getRedactions()).isEqualTo(Map.of("EMAIL", 1));
    assertThat(memory.getPolicyVersion()).isEqualTo(Policy.standard().version());
    assertThat(memory.getOccurredAt()).isEqualTo(Sample.AT);
    assertThat(memory.getCreatedAt()).isEqualTo(NOW);
    assertThat(memory.getSource()).isEqualTo(source);

    TestRecord<byte[], byte[]> audited = only(Topics.AUDIT);
    AuditEvent entry = decoded(Topics.AUDIT, audited);
    String subject = hash.subject("acme", Sample.subject(1));
    TestRecord<byte[], byte[]> introduced = only(Topics.SUBJECT_KEYS);
    assertThat(text(introduced.key())).isEqualTo(subject);
    byte[] key =
        keyring.open(subject, decoded(Topics.SUBJECT_KEYS, introduced).getSealed().array());
    assertThat(entry.getSubjectHash()).isEqualTo(SubjectKeyring.hash(key, subject));
    assertThat(text(audited.key())).isEqualTo(entry.getSubjectHash());
    assertThat(entry.getEventId())
        .isEqualTo(DerivedId.of("audit", "acme", Sample.subject(1), EVENT.toString()));
    assertThat(entry.getResult()).isEqualTo("success");
    assertThat(entry.getContentHash()).isEqualTo(SubjectKeyring.hash(key, memory.getContentHash()));
    assertThat(entry.getAffected()).isEqualTo(1);
    assertThat(entry.getAt()).isEqualTo(NOW);

    OperationOutcome outcome = decoded(Topics.OUTCOMES, only(Topics.OUTCOMES));
    assertThat(outcome.getLayer()).isEqualTo("log");
    assertThat(outcome.getResult()).isEqualTo(OutcomeResult.SUCCESS);
    assertThat(outcome.getEventId()).isEqualTo(EVENT);
    assertThat(all(Topics.DLQ)).isEmpty();
  }

  @Test
  void shouldOnlyReportAnEventThatComesAgain() {
    send(Sample.store(1, EVENT, "first"), NOW);
    send(Sample.store(1, EVENT, "first"), NOW.plusSeconds(1));

    assertThat(all(Topics.RECORDS)).hasSize(1);
    assertThat(all(Topics.AUDIT)).hasSize(1);
    assertThat(results()).containsExactly(OutcomeResult.SUCCESS, OutcomeResult.DUPLICATE);
  }

  @Test
  void shouldRememberAnEventForLongerThanTheTopicKeepsIt() {
    send(Sample.store(1, EVENT, "first"), NOW);
    for (int hour = 0; hour < 25; hour++) {
      driver.advanceWallClockTime(Duration.ofHours(1));
      send(Sample.store(1, UUID.randomUUID(), "between " + hour), NOW);
    }

    send(Sample.store(1, EVENT, "first"), NOW);

    assertThat(results()).last().isEqualTo(OutcomeResult.DUPLICATE);
  }

  @Test
  void shouldNotForgetItsEventsOverARecordFromAFarFuture() {
    send(Sample.store(1, EVENT, "first"), NOW);
    send(Sample.store(1, OTHER, "from a broken clock"), Instant.parse("2300-01-01T00:00:00Z"));

    send(Sample.store(1, EVENT, "first"), NOW);
    send(Sample.store(1, OTHER, "from a broken clock"), NOW);

    assertThat(results())
        .containsExactly(
            OutcomeResult.SUCCESS,
            OutcomeResult.SUCCESS,
            OutcomeResult.DUPLICATE,
            OutcomeResult.DUPLICATE);
  }

  @Test
  void shouldTellTheSameEventIdOfTwoSubjectsApart() {
    send(Sample.store(1, EVENT, "mine"), NOW);
    send(Sample.store(2, EVENT, "mine too"), NOW);

    assertThat(all(Topics.RECORDS)).hasSize(2);
  }

  @Test
  void shouldLeaveATombstoneToForgetEvenOfWhatItDoesNotKnow() {
    send(Sample.forget(1, EVENT, OTHER, "asked by " + MAIL), NOW);

    TestRecord<byte[], byte[]> record = only(Topics.RECORDS);
    assertThat(text(record.key())).isEqualTo("acme/" + Sample.subject(1) + "/" + OTHER);
    assertThat(record.value()).isNull();
    AuditEvent entry = decoded(Topics.AUDIT, only(Topics.AUDIT));
    assertThat(entry.getOperation()).isEqualTo("forget");
    assertThat(entry.getMemoryId()).isEqualTo(OTHER);
    assertThat(entry.getReason()).isEqualTo("unknown_memory: asked by [EMAIL]");
    assertThat(results()).containsExactly(OutcomeResult.NOT_FOUND);
  }

  @Test
  void shouldDeadLetterAnInvalidEventWithoutRepeatingIt() {
    StoreMemory wrong = StoreMemory.newBuilder(Sample.memory(MAIL)).setType(MAIL).build();

    send(Sample.store(1, EVENT, wrong), NOW);

    DeadLetter letter = decoded(Topics.DLQ, only(Topics.DLQ));
    assertThat(letter.getCause()).isEqualTo(DeadLetterCause.INVALID);
    assertThat(letter.getReason()).isEqualTo("store.type is none of the known types");
    assertThat(letter.getSource()).isEqualTo(new SourcePosition("memory.events", 0, 0L));
    AuditEvent entry = decoded(Topics.AUDIT, only(Topics.AUDIT));
    assertThat(entry.getResult()).isEqualTo("rejected");
    assertThat(results()).containsExactly(OutcomeResult.REJECTED);
    assertThat(all(Topics.RECORDS)).isEmpty();
    assertThat(letters.open(letter).getValue().array())
        .isEqualTo(codecs.of(Topics.EVENTS).encode(Sample.store(1, EVENT, wrong)));
  }

  @Test
  void shouldDeadLetterWhatIsKeyedByAnotherThanTheSubject() {
    byte[] value = codecs.of(Topics.EVENTS).encode(Sample.store(1, EVENT, "x"));

    events.pipeInput(new TestRecord<>(bytes(Sample.subject(2)), value, NOW));
    events.pipeInput(new TestRecord<>(null, value, NOW));

    assertThat(all(Topics.DLQ))
        .extracting(record -> decoded(Topics.DLQ, record).getReason())
        .containsExactly("key is not the subject", "key is missing; it must be the subject");
  }

  @Test
  void shouldLoseNothingButThePoisonBetweenGoodEvents() {
    byte[] good = codecs.of(Topics.EVENTS).encode(Sample.store(1, OTHER, "cut me " + MAIL));
    byte[] junk = new byte[1_000_000];
    new Random(7).nextBytes(junk);
    byte[] headed = junk.clone();
    System.arraycopy(good, 0, headed, 0, 5);
    List<byte[]> poison =
        Arrays.asList(
            null,
            new byte[0],
            new byte[] {0},
            junk,
            headed,
            Arrays.copyOf(good, good.length / 2),
            Arrays.copyOf(good, 5),
            new byte[] {0, 0, 0, 0, 99, 1, 2, 3},
            bytes("{\"mail\":\"" + MAIL + "\"}"));

    send(Sample.store(1, UUID.randomUUID(), "before"), NOW);
    for (byte[] value : poison) {
      events.pipeInput(new TestRecord<>(bytes(MAIL), value, NOW));
    }
    send(Sample.store(1, UUID.randomUUID(), "after"), NOW);

    assertThat(all(Topics.RECORDS))
        .extracting(record -> decoded(Topics.RECORDS, record).getText())
        .containsExactly("before", "after");
    List<TestRecord<byte[], byte[]>> dead = all(Topics.DLQ);
    assertThat(dead).hasSize(poison.size());
    for (TestRecord<byte[], byte[]> record : dead) {
      assertThat(decoded(Topics.DLQ, record).getCause()).isEqualTo(DeadLetterCause.UNDECODABLE);
      assertThat(text(record.key())).doesNotContain(MAIL);
      assertThat(text(record.value())).doesNotContain(MAIL);
    }
    assertThat(results()).hasSize(poison.size() + 2);
  }

  @Test
  void shouldWaitForARegistryThatIsAwayAndThenGiveUpTheAttemptNotTheEvent() {
    byte[] key = bytes(Sample.subject(1));
    byte[] value = codecs.of(Topics.EVENTS).encode(Sample.store(1, EVENT, "x"));
    codecs.setReachable(false);

    assertThatThrownBy(() -> events.pipeInput(new TestRecord<>(key, value, NOW)))
        .hasRootCauseInstanceOf(RegistryUnavailableException.class);

    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_600));
    for (Topic<?> topic : Topics.all()) {
      assertThat(all(topic)).isEmpty();
    }
  }

  @Test
  void shouldGiveTheSameBytesWhenItProcessesAgain() throws IOException {
    send(Sample.store(1, EVENT, "call +44 20 7946 0958"), NOW);
    send(Sample.forget(2, OTHER, EVENT, "asked"), NOW);
    List<byte[]> once = everything();
    driver.close();
    stateDir = stateDir.resolve("again");
    open();

    send(Sample.store(1, EVENT, "call +44 20 7946 0958"), NOW);
    send(Sample.forget(2, OTHER, EVENT, "asked"), NOW);

    assertThat(everything()).usingRecursiveComparison().isEqualTo(once);
  }

  @Test
  void shouldCarryOnTheTraceAndNoOtherHeader() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    byte[] value = codecs.of(Topics.EVENTS).encode(Sample.store(1, EVENT, "x"));
    TestRecord<byte[], byte[]> record = new TestRecord<>(bytes(Sample.subject(1)), value, NOW);
    record.headers().add("traceparent", bytes("00-" + trace + "-b7ad6b7169203331-01"));
    record.headers().add("from", bytes(MAIL));

    events.pipeInput(record);

    TestRecord<byte[], byte[]> audited = only(Topics.AUDIT);
    assertThat(decoded(Topics.AUDIT, audited).getTraceId()).isEqualTo(trace);
    assertThat(audited.headers().toArray()).hasSize(1);
  }

  @Test
  void shouldKeepItsShape() throws IOException {
    try (var expected = WriterTopologyTest.class.getResourceAsStream("/writer-topology.txt")) {
      assertThat(WriterTopology.build(parts()).describe().toString())
          .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void send(MemoryEvent event, Instant at) {
    events.pipeInput(
        new TestRecord<>(bytes(event.getSubject()), codecs.of(Topics.EVENTS).encode(event), at));
  }

  private List<OutcomeResult> results() {
    return all(Topics.OUTCOMES).stream()
        .map(record -> decoded(Topics.OUTCOMES, record).getResult())
        .toList();
  }

  private List<byte[]> everything() {
    List<byte[]> bytes = new ArrayList<>();
    for (Topic<?> topic : List.of(Topics.RECORDS, Topics.AUDIT, Topics.OUTCOMES)) {
      all(topic)
          .forEach(
              record -> {
                bytes.add(record.key());
                bytes.add(record.value());
              });
    }
    return bytes;
  }

  private List<TestRecord<byte[], byte[]>> all(Topic<?> topic) {
    return driver
        .createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private TestRecord<byte[], byte[]> only(Topic<?> topic) {
    List<TestRecord<byte[], byte[]>> records = all(topic);
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  private <V extends SpecificRecord> V decoded(Topic<V> topic, TestRecord<byte[], byte[]> record) {
    Decoding<V> decoding = codecs.of(topic).decode(record.value());
    assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
    return ((Decoding.Decoded<V>) decoding).value();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
