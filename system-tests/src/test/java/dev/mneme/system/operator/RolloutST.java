package dev.mneme.system.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.control.Percent;
import dev.mneme.control.Rollout;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.RolloutObservation;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.token.TokenRequest;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads move between the layers as operators say, and nothing forgotten comes back by it. */
class RolloutST {

  private static final Duration SOON = TestStack.PATIENCE;
  private static final int MEMORIES = 6;

  /** From when a setting was written until the last service said that it obeys. */
  private static final List<Duration> UNTIL_OBEYED = new CopyOnWriteArrayList<>();

  private static Stack stack;
  private static RegistryCodecs codecs;
  private static JsonHttp http;
  private static MnemeCommand mneme;

  @BeforeAll
  static void start() throws Exception {
    stack =
        Stack.start(
            TestStack.settings("rollout")
                .only(
                    EnumSet.of(
                        PartName.KAFKA,
                        PartName.REGISTRY,
                        PartName.POSTGRES,
                        PartName.GUARD,
                        PartName.WRITER,
                        PartName.READER))
                .with(PartName.READER, "MNEME_READER_SHADOW_PERCENT", "100"),
            StackListener.SILENT);
    codecs = TestStack.codecs(stack);
    http = new JsonHttp(() -> stack.token(TokenRequest.ofCommand("default")));
    mneme = new MnemeCommand(stack);
  }

  @AfterAll
  static void stop() {
    http.close();
    codecs.close();
    stack.close();
  }

  @Test
  void shouldForgetInEveryStageAndBringNothingBackBySwitching() throws Exception {
    Rollout half = Rollout.parse("canary:50");
    Map<String, Set<String>> kept = new HashMap<>();
    for (String subject : List.of(subject(true), subject(false))) {
      Set<String> ids = new TreeSet<>();
      for (int i = 0; i < MEMORIES; i++) {
        ids.add(store(subject, "the forgotten garden, part " + i));
      }
      kept.put(subject, ids);
    }
    set("full");
    for (String subject : kept.keySet()) {
      soon().untilAsserted(() -> assertThat(ids(recall(subject))).isEqualTo(kept.get(subject)));
    }

    for (String stage : List.of("off", "shadow", half.value(), "full", "off")) {
      set(stage);
      for (String subject : kept.keySet()) {
        String serving = served(Rollout.parse(stage), subject);
        soon()
            .untilAsserted(
                () -> {
                  JsonNode answer = recall(subject);
                  assertThat(answer.path("served_by").asText()).as(stage).isEqualTo(serving);
                  assertThat(answer.path("degraded").isNull()).as(stage).isTrue();
                  assertThat(ids(answer)).as(stage).isEqualTo(kept.get(subject));
                });
        String gone = kept.get(subject).iterator().next();
        kept.get(subject).remove(gone);
        forget(subject, gone);
        soon()
            .untilAsserted(
                () -> assertThat(ids(recall(subject))).as(stage).isEqualTo(kept.get(subject)));
      }
    }

    set("full");
    for (String subject : kept.keySet()) {
      soon().untilAsserted(() -> assertThat(ids(recall(subject))).isEqualTo(kept.get(subject)));
    }
    for (String stage : List.of("canary:50", "shadow", "off", "full")) {
      set(stage);
      for (String subject : kept.keySet()) {
        assertThat(ids(recall(subject))).as(stage).isEqualTo(kept.get(subject));
      }
    }
    MnemeCommand.Ended check = mneme.run("dual-write", "check");
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    List<Duration> sorted = UNTIL_OBEYED.stream().sorted().toList();
    assertThat(sorted.get(sorted.size() / 2)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void shouldCompareTheLayersInTheShadowAndSayWhatItSaw() throws Exception {
    String subject = subject(true);
    store(subject, "a lighthouse keeps the harbour");
    set("shadow");
    AtomicInteger asked = new AtomicInteger();

    soon()
        .untilAsserted(
            () -> {
              recall(subject, 1 + asked.getAndIncrement()); // what is kept is not compared
              List<RolloutObservation> seen = observations();
              assertThat(seen).isNotEmpty();
              assertThat(seen.getLast().getCompared()).isPositive();
            });

    RolloutObservation last = observations().getLast();
    assertThat(last.getRegion()).isEqualTo("local");
    assertThat(last.getInstance()).isEqualTo("memory-reader-0");
    assertThat(last.getOverlapSum()).isBetween(0.0, (double) last.getCompared());
    assertThat(last.getLatencyDifferenceMicros()).isNotEmpty();
  }

  @Test
  void shouldSetTheRolloutByCommandAndShowWhoObeysSinceWhenAndWhy() throws Exception {
    MnemeCommand.Ended set =
        mneme.run(
            "rollout",
            "set",
            "--mode",
            "canary",
            "--percent",
            "12.5",
            "--reason",
            "first step",
            "--actor",
            "ada",
            "--region",
            "local",
            "--within",
            "60s");

    assertThat(set.exitCode()).as(set.out() + set.err()).isZero();
    String id = set.document().path("command").path("command_id").asText();
    MnemeCommand.Ended show = mneme.run("rollout", "show");
    assertThat(show.exitCode()).as(show.out() + show.err()).isZero();
    List<String> instances = new ArrayList<>();
    for (JsonNode instance : show.document()) {
      instances.add(instance.path("instance").asText());
      JsonNode rollout = instance.path("rollout");
      assertThat(rollout.path("value").asText()).isEqualTo("canary:12.5");
      assertThat(rollout.path("percent").asDouble()).isEqualTo(12.5);
      assertThat(rollout.path("from").path("actor").asText()).isEqualTo("ada via mneme-cli");
      assertThat(rollout.path("from").path("reason").asText()).isEqualTo("first step");
      assertThat(rollout.path("from").path("command_id").asText()).isEqualTo(id);
    }
    assertThat(instances)
        .containsExactlyInAnyOrder("memory-reader-0", "memory-writer-0", "guard-service-0");
    soon()
        .untilAsserted(
            () ->
                assertThat(settingsInTheAudit())
                    .contains("ada via mneme-cli: rollout@local set to canary:12.5: first step"));
    MnemeCommand.Ended refused =
        mneme.run("rollout", "set", "--mode", "canary", "--percent", "120", "--reason", "typo");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("a percentage is from 0 to 100");
  }

  @Test
  void shouldSwitchStoringOffAndOnWhileServicesRun() throws Exception {
    String writer = stack.ports().http(PartName.WRITER) + "/v1/personal/store";
    Map<String, Object> memory =
        Map.of("subject", subject(true), "text", "switched " + UUID.randomUUID());

    MnemeCommand.Ended off =
        mneme.run("rollout", "switch", "write", "off", "--reason", "a test", "--within", "60s");
    assertThat(off.exitCode()).as(off.out() + off.err()).isZero();
    assertThat(http.post(writer, memory).status()).isEqualTo(503);

    MnemeCommand.Ended on =
        mneme.run("rollout", "switch", "write", "on", "--reason", "over", "--within", "60s");
    assertThat(on.exitCode()).as(on.out() + on.err()).isZero();
    assertThat(http.post(writer, memory).status()).isIn(201, 202);
  }

  @Test
  void shouldKeepWhatIsInForceOverARestartAndPastAMalformedSetting() throws Exception {
    set("canary:50");
    ControlCommand bad =
        ControlCommand.newBuilder()
            .setCommandId(UUID.randomUUID())
            .setTarget("rollout@*")
            .setAction("set")
            .setValue("canary:all")
            .setActor("nobody")
            .setReason("malformed on purpose")
            .setAt(Instant.now())
            .build();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", stack.ports().bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.CONTROL.name(),
                  Topics.SETTINGS_PARTITION,
                  bad.getTarget().getBytes(UTF_8),
                  codecs.of(Topics.CONTROL).encode(bad)))
          .get();
    }
    soon().until(() -> rollout(PartName.READER).path("refused").asLong() >= 1);
    assertThat(value(PartName.READER)).isEqualTo("canary:50");
    soon()
        .untilAsserted(
            () ->
                assertThat(
                        CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.DLQ).stream()
                            .flatMap(entry -> entry.value().stream())
                            .map(DeadLetter::getReason))
                    .anyMatch(reason -> reason.startsWith("a percentage is")));

    stack.part(PartName.READER).kill();
    stack.part(PartName.READER).start(SOON);

    assertThat(value(PartName.READER)).isEqualTo("canary:50");
  }

  /** Through the guard's edge; obeyed by every service when it returns. */
  private static void set(String value) throws Exception {
    Rollout rollout = Rollout.parse(value);
    Map<String, Object> body = new HashMap<>();
    body.put("mode", rollout.mode());
    body.put("actor", "ada");
    body.put("reason", "a test");
    if (rollout instanceof Rollout.Canary(Percent percent, _)) {
      body.put("percent", percent.toString());
    }
    JsonHttp.Answer answer = http.post(stack.ports().http(PartName.GUARD) + "/v1/rollout", body);
    assertThat(answer.status()).as(answer.problem()).isEqualTo(200);
    long written = System.nanoTime();
    long offset = answer.body().path("offset").asLong();
    for (PartName part : List.of(PartName.READER, PartName.WRITER, PartName.GUARD)) {
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> rollout(part).path("rollout").path("from").path("offset").asLong(-1) == offset);
    }
    UNTIL_OBEYED.add(Duration.ofNanos(System.nanoTime() - written));
  }

  private static JsonNode rollout(PartName part) throws Exception {
    return http.get(stack.ports().http(part) + "/v1/rollout").body();
  }

  private static String value(PartName part) throws Exception {
    return rollout(part).path("rollout").path("value").asText();
  }

  private static String store(String subject, String text) throws Exception {
    JsonHttp.Answer answer =
        http.post(
            stack.ports().http(PartName.WRITER) + "/v1/personal/store",
            Map.of("subject", subject, "text", text + " " + UUID.randomUUID()));
    assertThat(answer.status()).as(answer.problem()).isIn(201, 202);
    return answer.body().path("id").asText();
  }

  private static void forget(String subject, String id) throws Exception {
    JsonHttp.Answer answer =
        http.delete(
            stack.ports().http(PartName.WRITER)
                + "/v1/personal/forget/%s?subject=%s&reason=asked".formatted(id, subject));
    assertThat(answer.status()).as(answer.problem()).isIn(200, 202);
  }

  private static JsonNode recall(String subject) throws Exception {
    return recall(subject, 100);
  }

  private static JsonNode recall(String subject, int limit) throws Exception {
    JsonHttp.Answer answer =
        http.get(
            stack.ports().http(PartName.READER)
                + "/v1/personal/recall?limit=%d&subject=%s".formatted(limit, subject));
    assertThat(answer.status()).as(answer.problem()).isEqualTo(200);
    return answer.body();
  }

  private static Set<String> ids(JsonNode answer) {
    Set<String> ids = new TreeSet<>();
    answer.path("items").forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  /** A subject that nobody else uses, in a canary of a half or not. */
  private static String subject(boolean inTheHalf) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(_ -> UUID.randomUUID().toString().replace("-", "").repeat(2))
        .filter(subject -> Percent.of(50).includes(Rollout.DEFAULT_SEED, subject) == inTheHalf)
        .findFirst()
        .orElseThrow();
  }

  private static String served(Rollout rollout, String subject) {
    return switch (rollout) {
      case Rollout.Off _, Rollout.Shadow _ -> "legacy";
      case Rollout.Canary(Percent percent, String seed) ->
          percent.includes(seed, subject) ? "new" : "legacy";
      case Rollout.Full _ -> "new";
    };
  }

  private static List<RolloutObservation> observations() {
    return CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.ROLLOUT_OBSERVATIONS)
        .stream()
        .flatMap(entry -> entry.value().stream())
        .toList();
  }

  private static List<String> settingsInTheAudit() {
    return CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.AUDIT).stream()
        .flatMap(entry -> entry.value().stream())
        .filter(entry -> entry.getOperation().equals("setting_changed"))
        .map((AuditEvent entry) -> entry.getActor() + ": " + entry.getReason())
        .toList();
  }

  private static ConditionFactory soon() {
    return await().atMost(SOON).pollInterval(Duration.ofMillis(50));
  }
}
