package dev.mneme.guard;

import static dev.mneme.events.OutcomeKind.OPERATION;
import static dev.mneme.events.OutcomeKind.PROBE_CLAIM;
import static dev.mneme.events.OutcomeKind.PROBE_RESULT;
import static dev.mneme.events.OutcomeResult.SUCCESS;
import static dev.mneme.events.OutcomeResult.UNAUTHORIZED;
import static dev.mneme.events.OutcomeResult.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.GuardEventKind;
import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.SourcePosition;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.topics.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar as a process, against a real broker and a real registry. */
class GuardServiceIT {
  private static final Duration START = Duration.ofSeconds(90);

  @TempDir static Path home;

  private static Stack stack;
  private static Codecs codecs;

  private @Nullable LogOfScope log;

  @BeforeAll
  static void start() throws Exception {
    stack =
        Stack.start(
            StackSettings.at(home, FreePorts.find())
                .only(EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.GUARD))
                .with(PartName.GUARD, "MNEME_GUARD_HOLD", "PT2S"),
            StackListener.SILENT);
    codecs =
        new RegistryCodecs(
            new RegistrySettings(
                URI.create(stack.ports().registryUrl()), RegistrySettings.Provider.APICURIO));
  }

  @AfterAll
  static void stop() {
    codecs.close();
    stack.close();
  }

  @AfterEach
  void closeLog() {
    if (log != null) {
      log.close();
    }
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

  @Test
  void shouldKeepTheExactCountWhenKilledAtTwoOfThree() throws Exception {
    LogOfScope log = scope("killed-counted");
    OperationOutcome second = log.failure();
    long first = log.report(log.failure());
    long next = log.report(second);
    await().atMost(START).until(() -> scopes().body().contains("\"failures\":2"));

    stack.part(PartName.GUARD).kill();
    log.report(second);
    stack.part(PartName.GUARD).start(START);
    long last = log.report(log.failure());

    assertDowngradedOnceBy(log, first, next, last);
  }

  @RepeatedTest(2)
  void shouldKeepTheExactCountWheneverItIsKilled(RepetitionInfo repetition) throws Exception {
    LogOfScope log = scope("killed-counting-" + repetition.getCurrentRepetition());
    long first = log.report(log.failure());
    long second = log.report(log.failure());

    stack.part(PartName.GUARD).kill();
    stack.part(PartName.GUARD).start(START);
    long third = log.report(log.failure());

    assertDowngradedOnceBy(log, first, second, third);
  }

  @Test
  void shouldHoldAcrossARestart() throws Exception {
    LogOfScope log = scope("restarted");
    for (int i = 0; i < 3; i++) {
      log.report(log.failure());
    }
    LayerMode downgraded = log.modes(1).getFirst();

    stack.part(PartName.GUARD).stop();
    stack.part(PartName.GUARD).start(START);

    LayerMode offer = log.modes(2).getLast();
    assertThat(offer.getEpoch()).isEqualTo(2);
    assertThat(offer.getDecidedAt()).isAfterOrEqualTo(downgraded.getUntil());
    assertThat(log.events()).hasSize(1);
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
    log = new LogOfScope(stack.ports().bootstrap(), codecs, new Scope(Scope.NEW, region));
    return log;
  }

  private static HttpResponse<String> scopes() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create(stack.ports().http(PartName.GUARD) + "/v1/guard/scopes"))
              .header("Authorization", stack.bearer("default"))
              .timeout(Duration.ofSeconds(5))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
