package dev.mneme.system.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.cli.http.JsonHttp;
import dev.mneme.control.Percent;
import dev.mneme.control.Rollout;
import dev.mneme.events.RolloutEvent;
import dev.mneme.events.RolloutEventKind;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.token.TokenRequest;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.topics.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans on real parts: what ends them, seen at real readers, and who serves from when. */
class RolloutPlanST {
  private static final Duration SOON = TestStack.PATIENCE;
  private static final AtomicInteger ASKED = new AtomicInteger();

  @TempDir static Path folder;

  private static Stack stack;
  private static RegistryCodecs codecs;
  private static JsonHttp http;
  private static MnemeCommand mneme;

  /** A read, when its answer was there, and the layer that gave it. */
  private record Read(Instant at, String servedBy) {}

  @BeforeAll
  static void start() throws Exception {
    stack =
        Stack.start(
            TestStack.settings("rollout-plan")
                .only(
                    EnumSet.of(
                        PartName.KAFKA,
                        PartName.REGISTRY,
                        PartName.POSTGRES,
                        PartName.GUARD,
                        PartName.WRITER,
                        PartName.READER))
                // Counts only while breakers are on: each recall then breaks its promise.
                .with(PartName.READER, "MNEME_SLO_RECALL", "PT0.000001S"),
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
  void shouldTakeEveryReadBackWithinFiveSecondsOfItsDecision() throws Exception {
    List<String> subjects = List.of(subject(true), subject(false));
    for (String subject : subjects) {
      store(subject);
    }
    Path plan =
        Files.writeString(
            folder.resolve("plan.yaml"),
            """
            name: half of all
            regions: [local]
            dwell: 1h
            steps:
              - percent: 50
            gates:
              comparisons: 0
            limits:
              slo_p99: PT0.00001S
              minimum_reads: 30
            """);
    var reads = new CopyOnWriteArrayList<Read>();
    var over = new AtomicBoolean();
    Thread reading = Thread.ofVirtual().start(() -> read(subjects, reads, over));
    try {
      MnemeCommand.Ended applied =
          mneme.run("rollout", "plan", "apply", plan.toString(), "--reason", "a test");
      assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();
      await().atMost(SOON).until(() -> rolledBack("half of all").findAny().isPresent());
      int then = reads.size();
      await()
          .atMost(SOON)
          .until(
              () ->
                  reads.size() > then + 40
                      && reads.subList(reads.size() - 40, reads.size()).stream()
                          .allMatch(read -> read.servedBy().equals("legacy")));
    } finally {
      over.set(true);
      reading.join();
    }

    RolloutEvent event = rolledBack("half of all").findAny().orElseThrow();
    Instant last =
        reads.stream()
            .filter(read -> read.servedBy().equals("new"))
            .map(Read::at)
            .reduce((_, later) -> later)
            .orElseThrow();
    Duration taken = Duration.between(event.getAt(), last);
    System.out.printf(
        "rollback: the new layer's last answer came %d ms after the decision%n", taken.toMillis());
    assertThat(event.getCause()).isEqualTo("p99_at_once");
    assertThat(taken).isLessThan(Duration.ofSeconds(5));
    assertThat(event.getExposure()).isEqualTo(Map.of("local", 0));
  }

  @Test
  void shouldRollBackWhenAReaderOpensABreaker() throws Exception {
    String subject = subject(true);
    turn("circuit-breaker", "on");
    try {
      apply("with a breaker");
      await()
          .atMost(SOON)
          .until(
              () -> {
                recall(subject);
                return rolledBack("with a breaker").findAny().isPresent();
              });
    } finally {
      turn("circuit-breaker", "off");
    }

    RolloutEvent event = rolledBack("with a breaker").findAny().orElseThrow();
    assertThat(event.getCause()).isEqualTo("breaker_open");
    assertThat(event.getBecause()).contains("local", "recall");
  }

  @Test
  void shouldRollBackWhenAReaderReleasesANumberAboutTooFewPeople() throws Exception {
    String writer = stack.ports().http(PartName.WRITER);
    JsonHttp.Answer stored =
        http.post(
            writer + "/v1/cohort/store",
            Map.of("subject", subject(true), "text", "one of very few"));
    assertThat(stored.status()).as(stored.problem()).isIn(201, 202);
    turn("k-anonymity", "off");
    try {
      apply("with few people");
      await()
          .atMost(SOON)
          .until(
              () -> {
                http.post(
                    stack.ports().http(PartName.READER) + "/v1/cohort/distill",
                    Map.of("operation", "count"));
                return rolledBack("with few people").findAny().isPresent();
              });
    } finally {
      turn("k-anonymity", "on");
    }

    RolloutEvent event = rolledBack("with few people").findAny().orElseThrow();
    assertThat(event.getCause()).isEqualTo("k_violation");
  }

  /** A plan that nothing else ends: no reads could be slow or few enough. */
  private static void apply(String name) throws Exception {
    Path plan =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            name: %s
            regions: [local]
            dwell: 1h
            steps:
              - percent: 50
            limits:
              error_percent_at_once: 100
              auth_percent: 100
              slo_p99: 1m
            """
                .formatted(name));
    done(mneme.run("rollout", "plan", "apply", plan.toString(), "--reason", "a test"));
  }

  private static void turn(String feature, String to) throws Exception {
    done(
        mneme.run(
            "rollout", "switch", feature, to, "--reason", "a test of plans", "--within", "60s"));
  }

  private static void done(MnemeCommand.Ended ended) {
    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
  }

  /** Another question each time: a layer is not asked again for an answer that is kept. */
  private static String recall(String subject) throws Exception {
    return http.get(
            stack.ports().http(PartName.READER)
                + "/v1/personal/recall?subject=%s&limit=%d"
                    .formatted(subject, 1 + ASKED.getAndIncrement() % 1000))
        .body()
        .path("served_by")
        .asText();
  }

  private static void read(List<String> subjects, List<Read> reads, AtomicBoolean over) {
    try {
      while (!over.get()) {
        for (String subject : subjects) {
          String servedBy = recall(subject);
          reads.add(new Read(Instant.now(), servedBy));
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException("a read failed", e);
    }
  }

  private static Stream<RolloutEvent> rolledBack(String plan) {
    return CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.ROLLOUT_EVENTS).stream()
        .flatMap(entry -> entry.value().stream())
        .filter(
            event ->
                event.getKind() == RolloutEventKind.ROLLED_BACK && event.getPlan().equals(plan));
  }

  private static void store(String subject) throws Exception {
    JsonHttp.Answer answer =
        http.post(
            stack.ports().http(PartName.WRITER) + "/v1/personal/store",
            Map.of("subject", subject, "text", "a lighthouse keeps the harbour"));
    assertThat(answer.status()).as(answer.problem()).isIn(201, 202);
  }

  /** One that a canary of a half serves from the new layer, or not. */
  private static String subject(boolean served) {
    return Stream.generate(() -> UUID.randomUUID().toString().replace("-", "").repeat(2))
        .filter(subject -> Percent.of(50).includes(Rollout.DEFAULT_SEED, subject) == served)
        .findFirst()
        .orElseThrow();
  }
}
