package dev.mneme.system.forgotten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.control.Rollout;
import dev.mneme.control.SettingCommand;
import dev.mneme.control.SettingTarget;
import dev.mneme.events.ControlCommand;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.system.TestStack;
import dev.mneme.system.forgotten.Caller.Reply;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Forgetting while readers hammer, caches warm: no recall that begins after the acknowledgement
 * shows what was forgotten, in whichever stage of a rollout.
 */
class ForgetST {

  private static final Duration SOON = TestStack.PATIENCE;
  private static final int MEMORIES = 24;
  private static final int READERS = 4;

  private static Stack stack;
  private static RegistryCodecs codecs;
  private static Caller caller;
  private static int subjects;

  private String subject;

  /** What serves while it is forgotten: every stage of a rollout. */
  enum Serving {
    FULL("full", "new"),
    OFF("off", "legacy"),
    SHADOW("shadow", "legacy"),
    CANARY("canary:50", "");

    private final Rollout rollout;
    private final String servedBy;

    /**
     * @param servedBy empty where it depends on the subject
     */
    Serving(String rollout, String servedBy) {
      this.rollout = Rollout.parse(rollout);
      this.servedBy = servedBy;
    }
  }

  @BeforeAll
  static void startSuite() throws Exception {
    stack =
        Stack.start(
            TestStack.settings("forget")
                .only(
                    EnumSet.of(
                        PartName.KAFKA,
                        PartName.REGISTRY,
                        PartName.POSTGRES,
                        PartName.WRITER,
                        PartName.READER))
                // What is shown here is what happens, not how fast a shared machine is.
                .with(PartName.WRITER, "MNEME_WRITER_EDGE_OUTCOME_PATIENCE", "20s")
                .with(PartName.WRITER, "MNEME_WRITER_FORGET_PATIENCE", "5s")
                .with(PartName.READER, "MNEME_RATE_PERSONAL_PER_SECOND", "100000")
                .with(PartName.READER, "MNEME_FRESHNESS_CONSISTENCY_WAIT", "PT10S")
                .with(PartName.READER, "MNEME_READER_LAYER_BUDGET", "PT2S")
                .with(PartName.READER, "MNEME_READER_RECALL_BUDGET", "PT4S"),
            StackListener.SILENT);
    codecs = TestStack.codecs(stack);
    caller = new Caller(() -> stack.bearer("acme"));
  }

  @AfterAll
  static void stopSuite() {
    caller.close();
    codecs.close();
    stack.close();
  }

  @ParameterizedTest
  @EnumSource(Serving.class)
  void shouldShowNothingOnceItsForgettingIsAcknowledged(Serving serving) throws Exception {
    subject = "%064x".formatted(++subjects);
    serveBy(serving);
    List<UUID> memories = new ArrayList<>();
    for (int i = 0; i < MEMORIES; i++) {
      memories.add(store("remember number " + i, "session-" + i % 2));
    }
    awaitShown(MEMORIES);

    try (Readers readers = new Readers(caller, reader(), subject, memories)) {
      readers.start(READERS);
      await().atMost(SOON).until(() -> readers.answered() > 20 * READERS);
      for (UUID memory : memories.subList(0, MEMORIES / 2)) {
        forget("/" + memory + "?");
        readers.acknowledged(memory);
      }
      forget("?session=session-1&");
      for (int i = 1; i < MEMORIES; i += 2) {
        readers.acknowledged(memories.get(i));
      }
      forget("?");
      memories.forEach(readers::acknowledged);
      int before = readers.answered();
      await().atMost(SOON).until(() -> readers.answered() > before + 20 * READERS);

      assertThat(readers.broken()).isEmpty();
      assertThat(readers.stale()).isEmpty();
    }
    assertThat(hits()).isPositive();
    for (Serving other : Serving.values()) {
      serveBy(other);
      assertThat(caller.get(recall()).body().path("count").asInt()).as(other.name()).isZero();
    }
  }

  @Test
  void shouldShowACallerItsOwnWritesAtOnce() throws Exception {
    subject = "%064x".formatted(++subjects);
    serveBy(Serving.FULL);
    for (int i = 1; i <= 10; i++) {
      Reply stored = storing("own write " + i, "s");
      String token = stored.body().path("consistency_token").asText();

      Reply recalled = caller.get(recall() + "&limit=1000&consistency_token=" + token);

      assertThat(recalled.body().path("stale").asBoolean()).isFalse();
      assertThat(recalled.body().path("count").asInt()).isEqualTo(i);
    }
    serveBy(Serving.OFF);
    Reply stored = storing("own write 11", "s");
    String token = stored.body().path("consistency_token").asText();
    Reply recalled = caller.get(recall() + "&limit=1000&consistency_token=" + token);
    assertThat(recalled.body().path("served_by").asText()).isEqualTo("legacy");
    assertThat(recalled.body().path("stale").asBoolean()).isFalse();
    assertThat(recalled.body().path("count").asInt()).isEqualTo(11);

    // As the writer's, but of an offset that the log does not have.
    byte[] foreign = Base64.getUrlDecoder().decode(token);
    foreign[4] = 0x7f;
    Reply refused =
        caller.get(
            recall()
                + "&consistency_token="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(foreign));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("error").path("details").path("field").asText())
        .isEqualTo("consistency_token");
  }

  @Test
  void shouldNotAcknowledgeAForgetWhileALayerIsAwayAndMeanItOnceItDoes() throws Exception {
    subject = "%064x".formatted(++subjects);
    serveBy(Serving.FULL);
    UUID memory = store("remember me", "s");
    awaitShown(1);
    stack.part(PartName.POSTGRES).stop();
    try {
      await()
          .atMost(SOON)
          .until(
              () -> {
                Reply early = caller.delete(forgetUrl("/" + memory + "?"), memory.toString());
                assertThat(early.status()).as(early.body().toString()).isEqualTo(202);
                return early.body().path("waits_for").asText().contains("legacy layer");
              });
    } finally {
      stack.part(PartName.POSTGRES).start(SOON);
    }

    await()
        .atMost(SOON)
        .until(
            () -> caller.delete(forgetUrl("/" + memory + "?"), memory.toString()).status() == 200);
    serveBy(Serving.OFF);
    assertThat(caller.get(recall()).body().path("count").asInt()).isZero();
  }

  private UUID store(String text, String session) throws Exception {
    return UUID.fromString(storing(text, session).body().path("id").asText());
  }

  private Reply storing(String text, String session) throws Exception {
    Reply reply =
        caller.post(
            stack.ports().http(PartName.WRITER) + "/v1/personal/store",
            "{\"tenant\":\"acme\",\"subject\":\"%s\",\"text\":\"%s\",\"session\":\"%s\"}"
                .formatted(subject, text, session));
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(201);
    return reply;
  }

  /** Until it is acknowledged. */
  private void forget(String what) throws Exception {
    String key = UUID.randomUUID().toString();
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              Reply reply = caller.delete(forgetUrl(what), key);
              assertThat(reply.status()).as(reply.body().toString()).isIn(200, 202);
              return reply.status() == 200;
            });
  }

  private String forgetUrl(String what) {
    return stack.ports().http(PartName.WRITER)
        + "/v1/personal/forget"
        + what
        + "tenant=acme&subject="
        + subject;
  }

  private void awaitShown(int count) {
    await()
        .atMost(SOON)
        .until(() -> caller.get(recall() + "&limit=1000").body().path("count").asInt() == count);
  }

  private void serveBy(Serving serving) throws Exception {
    ControlCommand command =
        SettingCommand.rollout(
            UUID.randomUUID(),
            new SettingTarget.OfRollout(SettingTarget.EVERYWHERE),
            serving.rollout,
            "test",
            "the test wants it",
            Instant.now());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(SettingCommand.record(command, codecs.of(Topics.CONTROL).encode(command)))
          .get(10, TimeUnit.SECONDS);
    }
    await()
        .atMost(SOON)
        .until(
            () ->
                caller
                    .get(reader() + "/v1/rollout")
                    .body()
                    .path("rollout")
                    .path("value")
                    .asText()
                    .equals(serving.rollout.value()));
    if (!serving.servedBy.isEmpty()) {
      await().atMost(SOON).until(() -> servedBy().equals(serving.servedBy));
    }
  }

  private String servedBy() throws Exception {
    return caller.get(recall()).body().path("served_by").asText();
  }

  private String reader() {
    return stack.ports().http(PartName.READER);
  }

  private String recall() {
    return reader() + "/v1/personal/recall?tenant=acme&subject=" + subject;
  }

  private long hits() throws Exception {
    return caller
        .text(reader() + "/metrics")
        .lines()
        .filter(line -> line.startsWith("memory_cache_requests_total{result=\"hit\"}"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
