package dev.mneme.guard;

import static dev.mneme.guard.GuardStack.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.events.RolloutEvent;
import dev.mneme.events.RolloutEventKind;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.token.TokenRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controller in the built jar as a process, on a real broker, with reads as readers report. */
class RolloutIT {
  private Stack stack;
  private LogOfRollout log;

  @BeforeEach
  void start() throws Exception {
    stack = GuardStack.running();
  }

  @AfterEach
  void end() throws Exception {
    if (log != null) {
      log.close();
    }
    post("/abort", Map.of("actor", "test", "reason", "the test is over"));
  }

  @Test
  void shouldGoOnInTheMiddleOfAStepAfterItWasKilledAndDecideOncePerStep() throws Exception {
    log = log("rollout-killed");
    applied("rollout-killed", "8s");
    log.until(() -> log.settings().size() == 1, () -> {});
    for (int i = 0; i < 10; i++) {
      log.reads(40, false);
    }
    await().atMost(START).until(() -> status().contains("\"reads\":400"));

    stack.part(PartName.GUARD).kill();
    stack.part(PartName.GUARD).start(START);
    log.until(
        () -> log.settings().size() == 2 && log.saw(RolloutEventKind.STEP_STARTED),
        () -> log.reads(40, false));

    List<RolloutEvent> events = log.events();
    assertThat(events)
        .extracting(RolloutEvent::getKind)
        .containsOnlyOnce(RolloutEventKind.APPLIED)
        .containsOnlyOnce(RolloutEventKind.STEP_STARTED);
    assertThat(events)
        .extracting(RolloutEvent::getSequence)
        .containsExactlyElementsOf(
            LongStream.range(0, events.size())
                .mapToObj(i -> events.getFirst().getSequence() + i)
                .toList());
    assertThat(log.settings())
        .extracting(LogOfRollout.Seen::value)
        .containsExactly("canary:50", "full");
    assertThat(log.settings()).extracting(LogOfRollout.Seen::partition).containsOnly(0);
  }

  @Test
  void shouldTakeAllReadsBackWithinFiveSecondsOfItsDecision() throws Exception {
    log = log("rollout-back");
    applied("rollout-back", "1h");
    log.reads(200, false);
    log.until(() -> log.settings().size() == 1, () -> {});

    long begun = System.currentTimeMillis();
    log.reads(300, true);
    log.until(() -> log.settings().size() == 2 && log.saw(RolloutEventKind.ROLLED_BACK), () -> {});

    LogOfRollout.Seen off = log.settings().getLast();
    RolloutEvent event = log.events().getLast();
    assertThat(off.value()).isEqualTo("off");
    assertThat(event.getKind()).isEqualTo(RolloutEventKind.ROLLED_BACK);
    Duration taken = Duration.ofMillis(off.atMillis() - event.getAt().toEpochMilli());
    System.out.printf(
        "rollback: %d ms from the first failed read, %d ms from the decision, until readers see"
            + " it%n",
        off.atMillis() - begun, taken.toMillis());
    assertThat(taken).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void shouldTakeAllReadsBackWhenEvenTheChangelogIsLost() throws Exception {
    log = log("rollout-lost");
    applied("rollout-lost", "1h");
    log.until(() -> log.settings().size() == 1, () -> {});

    stack.part(PartName.GUARD).stop();
    GuardStack.loseState("guard-rollout-rollout-changelog");
    stack.part(PartName.GUARD).start(START);
    log.until(() -> log.settings().size() == 2 && log.saw(RolloutEventKind.ROLLED_BACK), () -> {});

    assertThat(log.settings().getLast().value()).isEqualTo("off");
    assertThat(log.events().getLast().getCause()).isEqualTo("state_lost");
  }

  @Test
  void shouldSayWhatIsWrongWithAPlanByLineAndKey() throws Exception {
    HttpResponse<String> wrong =
        post(
            "",
            Map.of(
                "actor", "alice",
                "reason", "try",
                "plan", "name: x\nregions: [a]\nsteps:\n  - percent: 200\n"));

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("line 4, steps[1].percent: must be a number from 1 to 100", "VALIDATION_ERROR");
  }

  @Test
  void shouldSayWhatAPlanWouldDoAndDoNothing() throws Exception {
    HttpResponse<String> tried =
        post("/dry-run", Map.of("plan", "name: usual\nregions: [dry-a, dry-b]\n"));

    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    assertThat(tried.body())
        .contains("{\"dry-a\":1,\"dry-b\":1}", "{\"dry-a\":100,\"dry-b\":75}", "\"no_data\"");
    assertThat(status()).doesNotContain("dry-a");
  }

  @Test
  void shouldObeyOperatorsOnly() throws Exception {
    HttpRequest.Builder abort =
        HttpRequest.newBuilder(
                URI.create(stack.ports().http(PartName.GUARD) + "/v1/rollout/plan/abort"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"actor\":\"a\",\"reason\":\"b\"}"));

    assertThat(send(abort).statusCode()).isEqualTo(401);
    assertThat(send(abort.header("Authorization", bearer("auditor"))).statusCode()).isEqualTo(403);
  }

  private LogOfRollout log(String region) {
    return new LogOfRollout(stack.ports().bootstrap(), GuardStack.codecs(), region);
  }

  private void applied(String region, String dwell) throws Exception {
    String plan =
        """
        name: %s
        regions: [%s]
        dwell: %s
        steps:
          - percent: 50
          - percent: 100
        gates:
          samples: 800
          minimum_samples: 200
          p99_percent: 50
          shift_percent: 50
          floor: 5ms
          error_points: 2
          comparisons: 0
        """
            .formatted(region, region, dwell);
    HttpResponse<String> applied =
        post("", Map.of("actor", "alice", "reason", "a test", "plan", plan));
    assertThat(applied.statusCode()).as(applied.body()).isBetween(200, 202);
  }

  private String status() throws Exception {
    return send(request("").GET()).body();
  }

  private HttpResponse<String> post(String path, Map<String, String> body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create(stack.ports().http(PartName.GUARD) + "/v1/rollout/plan" + path))
        .header("Authorization", bearer("operator"))
        .timeout(Duration.ofSeconds(10));
  }

  private String bearer(String scope) {
    return "Bearer "
        + stack.token(
            new TokenRequest("default", null, "test", List.of(scope), Duration.ofMinutes(5)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
