package dev.mneme.system.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.smoke.SmokeCheck;
import dev.mneme.cli.smoke.SmokeChecks;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.token.TokenRequest;
import dev.mneme.system.TestStack;
import dev.mneme.system.operator.MnemeCommand;
import dev.mneme.system.operator.MnemeCommand.Ended;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code mneme smoke} and {@code mneme load} against a suite that runs. */
@Tag("campaign")
class OutsideST {

  private static final Duration READY = TestStack.PATIENCE;
  private static final Duration ENDS = Duration.ofSeconds(30);
  private static final long MINUTE = 60_000;

  private static Hook hook;
  private static Stack stack;
  private static MnemeCommand mneme;

  @BeforeAll
  static void start() throws Exception {
    hook = new Hook();
    stack =
        Stack.start(
            TestStack.settings("outside")
                .with(PartName.GUARD, "MNEME_WEBHOOK_URL", hook.url())
                .with(PartName.GUARD, "MNEME_WEBHOOK_SECRET", Hook.SECRET),
            StackListener.SILENT);
    mneme = new MnemeCommand(stack);
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
    hook.close();
  }

  @Test
  void shouldSeeWithinAMinuteThatADeploymentWorks() throws Exception {
    Ended ended = mneme.run("smoke");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    JsonNode document = ended.document();
    assertThat(document.path("passed").asBoolean()).isTrue();
    assertThat(document.path("took_ms").asLong()).isLessThan(MINUTE);
    assertThat(names(document))
        .isEqualTo(SmokeChecks.all().stream().map(SmokeCheck::name).toList());
  }

  @Test
  void shouldLeaveNothingBehindWhenItMayOnlyReadElsewhereWithATokenOfItsOwn() throws Exception {
    long before = events();

    Ended ended =
        mneme.run(
            Map.of("MNEME_TOKEN", stack.token(TokenRequest.ofCommand("default"))),
            "smoke",
            stack.ports().http(PartName.WRITER),
            "--read-only");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(names(ended.document())).contains("recall", "ledger").doesNotContain("store");
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void shouldNameWhatDoesNotWork() throws Exception {
    stack.part(PartName.GUARD).stop();
    try {
      Ended ended = mneme.run("smoke", "--read-only");

      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(failed(ended.document())).contains("guard-service-live", "modes");
      assertThat(failed(ended.document())).doesNotContain("memory-reader-live", "recall");
    } finally {
      stack.part(PartName.GUARD).start(READY);
    }
  }

  @Test
  void shouldCheckWhatALoadWroteKeepItAndCompareTheNextWithIt() throws Exception {
    Ended first = load("--keep", "before", "--soak");

    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    JsonNode report = first.document();
    assertThat(report.at("/verified/written").asLong()).isPositive();
    assertThat(report.at("/verified/lost").asLong()).isZero();
    assertThat(report.at("/verified/unredacted").asLong()).isZero();
    assertThat(report.at("/acts/recall/requests").asLong()).isPositive();

    Ended second = load();

    assertThat(second.exitCode()).as(second.out() + second.err()).isZero();
    assertThat(requests(second.document())).as("one seed").isEqualTo(requests(report));

    // of so short a run nothing can be told, and what cannot be told has not passed
    Ended compared = mneme.run("load", "compare", "before");
    assertThat(compared.exitCode()).as(compared.err()).isEqualTo(1);
    assertThat(compared.document().at("/acts/0/verdict").asText()).isIn("unknown", "worse");
  }

  @Test
  void shouldTellAReceiverWhatTheGuardDidAndWhatWasRefusedWhenItIsNoLongerBusy() throws Exception {
    String scope = "new@elsewhere";
    Ended forced =
        mneme.run(
            "mode", "force", "a webhook", "--scope", scope, "--mode", "write_only", "--ttl", "1m");
    assertThat(forced.exitCode()).as(forced.err()).isZero();
    try (JsonHttp nobody = new JsonHttp(() -> "")) {
      assertThat(nobody.post(stack.ports().http(PartName.GUARD) + "/v1/rollout", Map.of()).status())
          .isEqualTo(401);
    }

    await()
        .atMost(READY)
        .untilAsserted(
            () ->
                assertThat(hook.taken())
                    .extracting(notice -> notice.path("type").asText())
                    .contains("guard.forced", "audit.refused"));
    assertThat(hook.busy()).as("it was tried again").isPositive();
    assertThat(hook.taken())
        .filteredOn(notice -> notice.path("type").asText().equals("guard.forced"))
        .allSatisfy(
            notice -> {
              assertThat(notice.at("/data/scope").asText()).isEqualTo(scope);
              assertThat(notice.path("text").asText()).contains("*new@elsewhere*: forced");
            });
    mneme.run("mode", "clear", "told", "--scope", scope);
  }

  @Test
  void shouldTakeNothingNewWhileItIsMaintainedAndHaveWorkedOffWhatItTook() throws Exception {
    Ended on = mneme.run("maintenance", "on", "--reason", "a test");
    try {
      assertThat(on.exitCode()).as(on.err()).isZero();
      assertThat(on.err()).contains("all that was accepted is worked off");
      Ended smoke = mneme.run("smoke");
      assertThat(failed(smoke.document())).contains("store");
      assertThat(failed(smoke.document()))
          .doesNotContain("recall", "forget", "memory-writer-ready");
    } finally {
      assertThat(mneme.run("maintenance", "off", "--reason", "over").exitCode()).isZero();
    }
    Ended smoke = mneme.run("smoke");
    assertThat(smoke.exitCode()).as(smoke.out()).isZero();
  }

  /** What callers are not answered while a service is away counts as failed, not as lost. */
  @Test
  void shouldLoseNothingWhenServicesAreToldToEndUnderLoad() throws Exception {
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Ended> load =
          beside.submit(() -> mneme.run("load", "run", "--rate", "10", "--duration", "25s"));
      for (PartName part : List.of(PartName.WRITER, PartName.READER, PartName.AUDIT_SINK)) {
        long from = System.nanoTime();
        stack.part(part).stop();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).as(part.label()).isLessThan(ENDS);
        stack.part(part).start(READY);
      }
      Ended ended = load.get(4, TimeUnit.MINUTES);

      assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
      assertThat(ended.document().at("/verified/written").asLong()).isPositive();
      assertThat(ended.document().at("/verified/lost").asLong()).isZero();
    }
    assertThat(mneme.run("audit", "verify").exitCode()).isZero();
  }

  private static Ended load(String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("load", "run", "--rate", "15", "--duration", "6s", "--seed", "5"));
    words.addAll(List.of(more));
    return mneme.run(words.toArray(String[]::new));
  }

  private static long requests(JsonNode report) {
    return StreamSupport.stream(report.path("acts").spliterator(), false)
        .mapToLong(act -> act.path("requests").asLong())
        .sum();
  }

  private static List<String> names(JsonNode document) {
    return document.path("checks").findValuesAsText("name");
  }

  private static List<String> failed(JsonNode document) {
    List<String> failed = new ArrayList<>();
    document
        .path("checks")
        .forEach(
            check -> {
              if (!check.path("passed").asBoolean()) {
                failed.add(check.path("name").asText());
              }
            });
    return failed;
  }

  private static long events() throws Exception {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()))) {
      Map<TopicPartition, OffsetSpec> ends = new java.util.HashMap<>();
      IntStream.range(0, Topics.EVENTS.partitions())
          .forEach(
              partition ->
                  ends.put(
                      new TopicPartition(Topics.EVENTS.name(), partition), OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }
}
