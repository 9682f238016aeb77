package dev.mneme.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import dev.mneme.identity.DerivedId;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Scope;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import dev.mneme.writer.real.RealLog;
import dev.mneme.writer.real.RealParts;
import dev.mneme.writer.real.RealWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole service on a real broker, registry and PostgreSQL. */
@ExtendWith(RealParts.class)
class WriterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MAIL = "ada@example.com";

  @TempDir Path stateDir;
  private Stack stack;
  private RealLog log;
  private RealWriter writer;

  @BeforeEach
  void start(Stack stack) {
    this.stack = stack;
    this.log = new RealLog(stack);
    this.writer = new RealWriter(stack, stateDir, Map.of());
    await().atMost(PATIENCE).until(writer::isReady);
  }

  @AfterEach
  void stop() {
    writer.close();
    log.close();
  }

  @Test
  void shouldLeaveOneRecordOneAuditEventAndOneOutcomeForEachEvent() throws Exception {
    int events = 400;
    for (int i = 0; i < events; i++) {
      log.send(Sample.store(i % 20, id(i), "event " + i + " of " + MAIL));
      if (i % 4 == 0) {
        log.send(Sample.store(i % 20, id(i), "event " + i + " of " + MAIL));
      }
    }
    log.flush();

    await().atMost(PATIENCE).until(() -> log.values(Topics.OUTCOMES).size() == events * 5 / 4);
    assertThat(log.values(Topics.RECORDS))
        .hasSize(events)
        .allSatisfy(record -> assertThat(record.getText()).endsWith("of [EMAIL]"))
        .extracting(MemoryRecord::getSourceEventId)
        .doesNotHaveDuplicates();
    assertThat(log.values(Topics.AUDIT))
        .hasSize(events)
        .extracting(AuditEvent::getEventId)
        .doesNotHaveDuplicates();
    assertThat(log.values(Topics.OUTCOMES))
        .filteredOn(outcome -> outcome.getResult() == OutcomeResult.DUPLICATE)
        .hasSize(events / 4);
    assertThat(log.records(Topics.RECORDS))
        .allSatisfy(
            record ->
                assertThat(record.partition())
                    .isEqualTo(SubjectPartition.of(key(record).subject(), 4)));
    assertThat(log.records(Topics.DLQ)).isEmpty();
    awaitDatabaseEqualsTopic();
  }

  @Test
  void shouldGiveUpThePoisonAndNothingElse() throws Exception {
    byte[] good = log.codecs().of(Topics.EVENTS).encode(Sample.store(1, id(1), "x"));
    byte[] junk = new byte[1_048_400]; // hardly less than the topic takes
    new Random(1).nextBytes(junk);
    byte[] headed = junk.clone();
    System.arraycopy(good, 0, headed, 0, 5);
    byte[][] poison = {
      null, {}, {0}, junk, headed, Arrays.copyOf(good, good.length / 2), {0, 0, 9, 9, 9, 1}
    };

    for (int i = 0; i < poison.length; i++) {
      log.send(Sample.store(1, UUID.randomUUID(), "before poison " + i));
      log.send(Sample.subject(1), poison[i]);
    }
    log.send(Sample.store(1, UUID.randomUUID(), "last"));
    log.flush();

    await().atMost(PATIENCE).until(() -> log.values(Topics.RECORDS).size() == poison.length + 1);
    assertThat(log.values(Topics.DLQ))
        .hasSize(poison.length)
        .extracting(DeadLetter::getValueBytes)
        .containsExactly(-1, 0, 1, junk.length, junk.length, good.length / 2, 6);
    assertThat(log.values(Topics.OUTCOMES))
        .extracting(OperationOutcome::getResult)
        .filteredOn(result -> result == OutcomeResult.REJECTED)
        .hasSize(poison.length);
    assertThat(log.values(Topics.AUDIT)).hasSize(2 * poison.length + 1);
  }

  @Test
  void shouldProcessNothingTwiceOverARestart() throws Exception {
    for (int i = 0; i < 200; i++) {
      log.send(Sample.store(i % 7, id(1_000 + i), "event " + i));
    }
    log.flush();
    await().atMost(PATIENCE).until(() -> !log.values(Topics.RECORDS).isEmpty());
    writer.close();
    for (int i = 100; i < 300; i++) {
      log.send(Sample.store(i % 7, id(1_000 + i), "event " + i));
    }
    log.flush();

    writer = new RealWriter(stack, stateDir, Map.of());

    await().atMost(PATIENCE).until(() -> log.values(Topics.OUTCOMES).size() == 400);
    assertThat(log.values(Topics.RECORDS)).hasSize(300);
    assertThat(log.values(Topics.AUDIT)).hasSize(300);
    awaitDatabaseEqualsTopic();
  }

  @Test
  void shouldForgetInBothPlacesAndNotBringBackByReadingAgain() throws Exception {
    UUID event = UUID.randomUUID();
    UUID memory = DerivedId.of("memory", "acme", Sample.subject(3), event.toString());
    log.send(Sample.store(3, event, "forget me"));
    log.send(Sample.store(3, UUID.randomUUID(), "keep me"));
    log.flush();
    await().atMost(PATIENCE).until(() -> rows().containsValue("forget me"));

    log.send(Sample.forget(3, UUID.randomUUID(), memory, "asked"));
    log.flush();

    await().atMost(PATIENCE).until(() -> !rows().containsValue("forget me"));
    writer.close();
    writer = new RealWriter(stack, stateDir, Map.of());
    await().atMost(PATIENCE).until(writer::isReady);
    awaitDatabaseEqualsTopic();
    assertThat(rows()).containsValue("keep me").doesNotContainValue("forget me");
  }

  @Test
  void shouldTakeMemoriesWhilePostgresIsAwayAndCatchUp() throws Exception {
    stack.part(PartName.POSTGRES).stop();
    try {
      for (int i = 0; i < 50; i++) {
        log.send(Sample.store(i % 5, UUID.randomUUID(), "while away " + i));
      }
      log.flush();
      await().atMost(PATIENCE).until(() -> log.values(Topics.RECORDS).size() == 50);
      assertThat(log.records(Topics.DLQ)).isEmpty();
    } finally {
      stack.part(PartName.POSTGRES).start(PATIENCE);
    }

    awaitDatabaseEqualsTopic();
    assertThat(log.records(Topics.DLQ)).isEmpty();
  }

  @Test
  void shouldKeepRawTextOfRequestsOffTheBroker() throws Exception {
    String body =
        "{\"tenant\":\"acme\",\"subject\":\"%s\",\"text\":\"I am %s\"}"
            .formatted(Sample.subject(5), MAIL);

    HttpResponse<String> response = writer.post("/v1/personal/store", body);

    assertThat(response.statusCode()).isEqualTo(201);
    await().atMost(PATIENCE).until(() -> log.values(Topics.RECORDS).size() == 1);
    MemoryRecord record = log.values(Topics.RECORDS).getFirst();
    assertThat(record.getRedactions()).isEqualTo(Map.of("EMAIL", 1));
    assertThat(response.body()).contains(record.getMemoryId().toString());
    assertThat(response.body())
        .contains(log.values(Topics.AUDIT).getFirst().getEventId().toString())
        .contains(record.getCreatedAt().toString());
    assertThat(log.records(Topics.EVENTS))
        .allSatisfy(
            event ->
                assertThat(new String(event.value(), StandardCharsets.UTF_8)).doesNotContain(MAIL));
  }

  private void awaitDatabaseEqualsTopic() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, String> rows = rows();
              fold()
                  .forEach(
                      (key, text) -> {
                        if (text.isEmpty()) {
                          assertThat(rows).doesNotContainKey(key);
                        } else {
                          assertThat(rows).containsEntry(key, text);
                        }
                      });
            });
  }

  /** Text by key of the records of this test; empty for a tombstone. */
  private Map<String, String> fold() {
    Map<String, String> fold = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : log.records(Topics.RECORDS)) {
      String text =
          record.value() == null ? "" : log.decode(Topics.RECORDS, record.value()).getText();
      fold.put(key(record).key(), text);
    }
    return fold;
  }

  @Test
  void shouldWriteNothingIntoALayerThatIsForcedOffAndAllOfItOnceItIsNot() throws Exception {
    log.send(Sample.store(1, id(9001), "before it was off"));
    log.flush();
    await().atMost(PATIENCE).until(() -> rows().containsValue("before it was off"));

    log.announce(mode(LayerModeName.OFF, 1));
    try {
      await().atMost(PATIENCE).until(this::isHeldBack);
      Map<String, String> held = rows();
      log.send(Sample.store(2, id(9900), "while it was off"));
      log.flush();
      await().atMost(PATIENCE).until(() -> fold().containsValue("while it was off"));
      assertThat(rows()).isEqualTo(held);
    } finally {
      log.announce(mode(LayerModeName.WRITE_ONLY, 2));
    }

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows()).containsAllEntriesOf(fold()));
    log.announce(mode(LayerModeName.READ_WRITE, 3));
  }

  private int written = 9100;

  /** Whatever is written, some record of it waits. */
  private boolean isHeldBack() throws Exception {
    log.send(Sample.store(1, id(written), "number " + written++));
    log.flush();
    return writer.get("/health/ready").body().contains("legacy@local is off");
  }

  private static LayerMode mode(LayerModeName name, long epoch) {
    return LayerMode.newBuilder()
        .setLayer(Scope.LEGACY)
        .setRegion("local")
        .setMode(name)
        .setReason("forced")
        .setBecause("forced by alice")
        .setEpoch(epoch)
        .setDecidedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  private Map<String, String> rows() throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(
                stack.ports().jdbcUrl(), "mneme", stack.secrets().databasePassword());
        ResultSet result =
            connection
                .createStatement()
                .executeQuery("SELECT tenant, subject, memory_id, text FROM memories")) {
      while (result.next()) {
        rows.put(
            result.getString(1) + "/" + result.getString(2) + "/" + result.getString(3),
            result.getString(4));
      }
    }
    return rows;
  }

  private static RecordKey key(ConsumerRecord<byte[], byte[]> record) {
    return RecordKey.parse(new String(record.key(), StandardCharsets.UTF_8));
  }

  private static UUID id(int n) {
    return new UUID(0x4000, 0x8000_0000_0000_0000L | n);
  }
}
