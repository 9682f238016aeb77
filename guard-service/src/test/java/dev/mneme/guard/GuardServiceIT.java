package dev.mneme.guard;

import static dev.mneme.events.OutcomeKind.OPERATION;
import static dev.mneme.events.OutcomeKind.PROBE_CLAIM;
import static dev.mneme.events.OutcomeKind.PROBE_RESULT;
import static dev.mneme.events.OutcomeResult.SUCCESS;
import static dev.mneme.events.OutcomeResult.UNAUTHORIZED;
import static dev.mneme.events.OutcomeResult.UNKNOWN;
import static dev.mneme.guard.GuardStack.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.GuardEventKind;
import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.SourcePosition;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The built jar as a process, against a real broker and a real registry. */
class GuardServiceIT {
  private static Stack stack;

  private final List<LogOfScope> logs = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    stack = GuardStack.running();
  }

  @AfterEach
  void closeLogs() {
    logs.forEach(LogOfScope::close);
  }

  @Test
  void shouldTakeALayerOutOfReadsOnceAtTheThirdFailure() {
    LogOfScope log = scope("third-failure");

    for (int i = 0; i < 5; i++) {
      log.report(log.failure());
    }

    // The offer at the end of the hold shows that nothing was decided in between.
    List<LayerMode> modes = log.modes(2);
    assertThat(modes).extracting(LayerMode::getEpoch).containsExactly(1L, 2L);
    assertThat(modes.getFirst().getMode()).isEqualTo(LayerModeName.WRITE_ONLY);
    assertThat(modes.getFirst().getReason()).isEqualTo("consecutive_failures");
    assertThat(log.events())
        .extracting(GuardEvent::getKind)
        .containsExactly(GuardEventKind.DOWNGRADED);
    assertThat(log.audit())
        .extracting(AuditEvent::getOperation)
        .containsExactly("guard_downgraded", "guard_probe_offered");
  }

  @Test
  void shouldGrantOneOfTwoClaimsAndRecoverByItsProbe() {
    LogOfScope log = scope("one-probe");
    log.report(log.outcome(OPERATION, UNAUTHORIZED, 0, "reader-0"));
    LayerMode offer = log.modes(2).getLast();
    assertThat(offer.getProbe().getHolder()).isNull();

    log.report(log.outcome(PROBE_CLAIM, UNKNOWN, offer.getProbe().getEpoch(), "reader-1"));
    log.report(log.outcome(PROBE_CLAIM, UNKNOWN, offer.getProbe().getEpoch(), "reader-2"));
    LayerMode grant = log.modes(3).getLast();
    log.report(log.outcome(PROBE_RESULT, SUCCESS, grant.getProbe().getEpoch(), "reader-1"));

    List<LayerMode> modes = log.modes(4);
    assertThat(grant.getProbe().getHolder()).isEqualTo("reader-1");
    assertThat(modes).hasSize(4);
    assertThat(modes.getLast().getMode()).isEqualTo(LayerModeName.READ_WRITE);
    assertThat(log.events())
        .extracting(GuardEvent::getKind)
        .containsExactly(
            GuardEventKind.DOWNGRADED, GuardEventKind.PROBE_STARTED, GuardEventKind.RECOVERED);
  }

  /** Once after the count was seen, and once while nobody knows how far the guard is with it. */
  @Test
  void shouldKeepTheExactCountWheneverItIsKilled() throws Exception {
    LogOfScope counted = scope("killed-counted");
    OperationOutcome repeated = counted.failure();
    long first = counted.report(counted.failure());
    long second = counted.report(repeated);
    await().atMost(START).until(() -> scopes().body().contains("\"failures\":2"));
    LogOfScope counting = scope("killed-counting");
    long one = counting.report(counting.failure());
    long two = counting.report(counting.failure());

    stack.part(PartName.GUARD).kill();
    counted.report(repeated);
    stack.part(PartName.GUARD).start(START);
    long third = counted.report(counted.failure());
    long three = counting.report(counting.failure());

    assertDowngradedOnceBy(counted, first, second, third);
    assertDowngradedOnceBy(counting, one, two, three);
  }

  @Test
  void shouldHoldAcrossARestartThatLosesItsFolder() throws Exception {
    LogOfScope log = scope("restarted");
    for (int i = 0; i < 3; i++) {
      log.report(log.failure());
    }
    LayerMode downgraded = log.modes(1).getFirst();
    LogOfScope forced = scope("forced-restarted");
    forced.tell(forced.force("read_write", Duration.ofMinutes(5)));
    forced.modes(1);

    stack.part(PartName.GUARD).stop();
    GuardStack.loseFolder();
    stack.part(PartName.GUARD).start(START);

    LayerMode offer = log.modes(2).getLast();
    assertThat(offer.getEpoch()).isEqualTo(2);
    assertThat(offer.getDecidedAt()).isAfterOrEqualTo(downgraded.getUntil());
    assertThat(log.events()).hasSize(1);
    // a command is obeyed once, by its position: nothing of it is repeated
    assertThat(forced.modes(1)).hasSize(1);
    assertThat(forced.events()).hasSize(1);
  }

  @Test
  void shouldKeepReadsAwayWhenEvenTheChangelogIsLost() throws Exception {
    LogOfScope away = scope("changelog-away");
    away.report(away.outcome(OPERATION, UNAUTHORIZED, 0, "reader-0"));
    away.modes(1);
    LogOfScope forced = scope("changelog-forced");
    forced.tell(forced.force("read_write", Duration.ofMinutes(5)));
    forced.modes(1);
    LogOfScope closed = scope("changelog-off");
    closed.tell(closed.force("off", Duration.ofMinutes(5)));
    closed.modes(1);

    stack.part(PartName.GUARD).stop();
    GuardStack.loseState("guard-service-scopes-changelog");
    stack.part(PartName.GUARD).start(START);

    assertThat(forced.modes(2).get(1))
        .satisfies(
            mode -> {
              assertThat(mode.getMode()).isEqualTo(LayerModeName.WRITE_ONLY);
              assertThat(mode.getReason()).isEqualTo("state_lost");
              assertThat(mode.getEpoch()).isEqualTo(2);
            });
    assertThat(closed.modes(2).get(1).getMode()).isEqualTo(LayerModeName.OFF);
    await()
        .atMost(START)
        .until(
            () -> away.modes(2).stream().anyMatch(mode -> mode.getReason().equals("state_lost")));
    assertThat(away.modes(2))
        .allSatisfy(mode -> assertThat(mode.getMode()).isEqualTo(LayerModeName.WRITE_ONLY));
    assertThat(away.modes(2)).extracting(LayerMode::getEpoch).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void shouldSetAsideWhatIsNoOutcomeAndGoOn() {
    LogOfScope log = scope("poison");
    log.report(log.failure());
    log.report("no avro".getBytes(StandardCharsets.UTF_8));
    log.report(new byte[] {0, 0, 0, 0, 99, 1, 2, 3});
    log.report(log.failure());
    log.report(log.failure());

    assertThat(log.modes(1).getFirst().getReason()).isEqualTo("consecutive_failures");
    assertThat(log.letters(2))
        .allSatisfy(letter -> assertThat(letter.getService()).isEqualTo("guard-service"));
  }

  @Test
  void shouldSayWhatItKnowsAboutEachScope() throws Exception {
    LogOfScope log = scope("over-http");
    for (int i = 0; i < 3; i++) {
      log.report(log.failure());
    }
    log.modes(1);

    HttpResponse<String> answer = scopes();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "{\"scope\":\"new@over-http\",\"mode\":\"write_only\","
                + "\"reason\":\"consecutive_failures\","
                + "\"because\":\"3 failures in a row: SERVER_ERROR, SERVER_ERROR, SERVER_ERROR\","
                + "\"epoch\":1,\"until\":\"");
  }

  private static void assertDowngradedOnceBy(LogOfScope log, long... offsets) {
    assertThat(log.modes(2)).extracting(LayerMode::getEpoch).containsExactly(1L, 2L);
    assertThat(log.events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getEvidence())
                    .extracting(SourcePosition::getOffset)
                    .containsExactly(Arrays.stream(offsets).boxed().toArray(Long[]::new)));
  }

  private LogOfScope scope(String region) {
    var log =
        new LogOfScope(
            stack.ports().bootstrap(), GuardStack.codecs(), new Scope(Scope.NEW, region));
    logs.add(log);
    return log;
  }

  private static HttpResponse<String> scopes() throws Exception {
    return send(request("/v1/guard/scopes").GET());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(stack.ports().http(PartName.GUARD) + path))
        .header("Authorization", stack.bearer("default"))
        .timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
