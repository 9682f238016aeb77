package dev.mneme.guard.topology;

import static dev.mneme.guard.topology.GuardDriver.SCOPE;
import static dev.mneme.guard.topology.GuardDriver.START;
import static dev.mneme.guard.topology.GuardDriver.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.GuardEventKind;
import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.SourcePosition;
import dev.mneme.guard.decision.Holding;
import dev.mneme.guard.decision.Serving;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTopologyTest {
  private final GuardDriver guard = new GuardDriver();

  @AfterEach
  void close() {
    guard.close();
  }

  @Test
  void shouldPublishModeEventAndAuditOnceAtTheThirdFailure() {
    guard.fails(3);
    guard.fails(2);

    LayerMode mode = single(guard.modes());
    assertThat(mode.getMode()).isEqualTo(LayerModeName.WRITE_ONLY);
    assertThat(mode.getReason()).isEqualTo("consecutive_failures");
    assertThat(mode.getEpoch()).isEqualTo(1);
    assertThat(mode.getUntil()).isEqualTo(START.plusSeconds(300));
    assertThat(mode.getProbe()).isNull();
    GuardEvent event = single(guard.events());
    assertThat(event.getKind()).isEqualTo(GuardEventKind.DOWNGRADED);
    assertThat(event.getEpoch()).isEqualTo(1);
    assertThat(event.getActor()).isEqualTo("guard");
    assertThat(event.getEvidence()).containsExactly(outcomeAt(0), outcomeAt(1), outcomeAt(2));
    AuditEvent audit = single(guard.audit());
    assertThat(audit.getOperation()).isEqualTo("guard_downgraded");
    assertThat(audit.getFamily()).isEqualTo("system");
    assertThat(audit.getActor()).isEqualTo("guard");
    assertThat(audit.getSource()).isEqualTo(outcomeAt(2));
    assertThat(audit.getSubjectHash()).isEqualTo(GuardDriver.HASH.subject("system", SCOPE.key()));
    assertThat(guard.letters()).isEmpty();
  }

  @Test
  void shouldOfferOneProbeWhenTheHoldEndsAndGrantItOnce() {
    guard.fails(3);
    guard.modes();

    guard.after(Duration.ofSeconds(300));
    LayerMode offer = single(guard.modes());
    guard.pipe(claim("reader-1", offer.getProbe().getEpoch()));
    guard.pipe(claim("reader-0", offer.getProbe().getEpoch()));

    assertThat(offer.getProbe().getHolder()).isNull();
    assertThat(offer.getProbe().getEpoch()).isEqualTo(offer.getEpoch());
    LayerMode grant = single(guard.modes());
    assertThat(grant.getMode()).isEqualTo(LayerModeName.WRITE_ONLY);
    assertThat(grant.getProbe().getHolder()).isEqualTo("reader-1");
    assertThat(grant.getProbe().getEpoch()).isEqualTo(grant.getEpoch());
    assertThat(grant.getProbe().getDeadline()).isEqualTo(START.plusSeconds(310));
    assertThat(guard.events())
        .extracting(GuardEvent::getKind)
        .containsExactly(GuardEventKind.DOWNGRADED, GuardEventKind.PROBE_STARTED);
    assertThat(guard.audit())
        .extracting(AuditEvent::getOperation)
        .containsExactly("guard_downgraded", "guard_probe_offered", "guard_probe_started");
  }

  @Test
  void shouldServeAgainAfterASuccessfulProbe() {
    LayerMode grant = granted();

    guard.pipe(answer("reader-1", grant.getProbe().getEpoch(), OutcomeResult.SUCCESS));

    LayerMode mode = single(guard.modes());
    assertThat(mode.getMode()).isEqualTo(LayerModeName.READ_WRITE);
    assertThat(mode.getReason()).isEqualTo("base");
    assertThat(mode.getProbe()).isNull();
    assertThat(mode.getUntil()).isNull();
    assertThat(guard.events().getLast().getKind()).isEqualTo(GuardEventKind.RECOVERED);
  }

  @Test
  void shouldHoldAgainAfterAFailedProbe() {
    LayerMode grant = granted();

    guard.pipe(answer("reader-1", grant.getProbe().getEpoch(), OutcomeResult.TIMEOUT));

    LayerMode mode = single(guard.modes());
    assertThat(mode.getMode()).isEqualTo(LayerModeName.WRITE_ONLY);
    assertThat(mode.getReason()).isEqualTo("probe_failed");
    assertThat(guard.events().getLast().getKind()).isEqualTo(GuardEventKind.PROBE_FAILED);
  }

  @Test
  void shouldHoldAgainByItselfWhenTheHolderStaysSilent() {
    granted();

    guard.after(Duration.ofSeconds(10));

    assertThat(single(guard.modes()).getReason()).isEqualTo("probe_failed");
  }

  @Test
  void shouldForgetTheCountOfAnIdleScopeByItself() {
    guard.fails(2);
    assertThat(((Serving) guard.state()).count().streak()).hasSize(2);

    guard.after(Duration.ofSeconds(60));

    assertThat(((Serving) guard.state()).count().streak()).isEmpty();
  }

  @Test
  void shouldCountTheSameOutcomeOnceHoweverOftenItComes() {
    var twice =
        outcome(OutcomeKind.OPERATION, OutcomeResult.TIMEOUT, 0).setOutcomeId(UUID.randomUUID());
    guard.pipe(twice);
    guard.pipe(twice);
    guard.pipe(twice);
    guard.fails(1);

    assertThat(guard.modes()).isEmpty();
    guard.fails(1);
    assertThat(guard.modes()).hasSize(1);
  }

  @Test
  void shouldDecideAboutEachScopeByItself() {
    guard.fails(2);
    guard.pipe(
        outcome(OutcomeKind.OPERATION, OutcomeResult.SERVER_ERROR, 0).setLayer(Scope.LEGACY));

    assertThat(guard.modes()).isEmpty();
  }

  @Test
  void shouldTakeNoNoticeOfTheWritersPath() {
    for (int i = 0; i < 5; i++) {
      guard.pipe(outcome(OutcomeKind.OPERATION, OutcomeResult.UNAUTHORIZED, 0).setLayer(Scope.LOG));
    }

    assertThat(guard.modes()).isEmpty();
    assertThat(guard.letters()).isEmpty();
  }

  @Test
  void shouldSetAsideWhatCannotBeDecodedAndGoOn() {
    guard.fails(2);
    guard.pipe(SCOPE.key(), "not avro".getBytes(StandardCharsets.UTF_8));
    guard.pipe(SCOPE.key(), new byte[0]);
    guard.fails(1);

    assertThat(guard.letters())
        .extracting(letter -> letter.getCause(), letter -> letter.getSource())
        .containsExactly(
            tuple(DeadLetterCause.UNDECODABLE, outcomeAt(2)),
            tuple(DeadLetterCause.UNDECODABLE, outcomeAt(3)));
    assertThat(guard.modes()).hasSize(1);
  }

  @Test
  void shouldSetAsideWhatBreaksTheRulesOfTheTopic() {
    var valid = outcome(OutcomeKind.OPERATION, OutcomeResult.FORBIDDEN, 0);
    guard.pipe("legacy@local", guard.codecs.of(Topics.OUTCOMES).encode(valid.build()));
    guard.pipe(outcome(OutcomeKind.OPERATION, OutcomeResult.FORBIDDEN, -1));
    guard.pipe(outcome(OutcomeKind.OPERATION, OutcomeResult.FORBIDDEN, Long.MAX_VALUE));
    guard.pipe(outcome(OutcomeKind.OPERATION, OutcomeResult.FORBIDDEN, 0).setLayer("other"));
    guard.pipe(outcome(OutcomeKind.OPERATION, OutcomeResult.FORBIDDEN, 0).setRegion(""));
    guard.pipe(outcome(OutcomeKind.OPERATION, OutcomeResult.FORBIDDEN, 0).setInstance(" "));

    assertThat(guard.letters())
        .extracting(letter -> letter.getReason())
        .containsExactly(
            "the record's key is not the scope of its value",
            "the epoch is out of range",
            "the epoch is out of range",
            "the layer is neither new nor legacy nor log",
            "layer and region do not make a scope",
            "the instance has no name, or one over 128 characters");
    assertThat(guard.modes()).isEmpty();
  }

  @Test
  void shouldGiveTheTransactionUpAndNotTheRecordWhenTheRegistryStaysAway() {
    byte[] value =
        guard
            .codecs
            .of(Topics.OUTCOMES)
            .encode(outcome(OutcomeKind.OPERATION, OutcomeResult.TIMEOUT, 0).build());
    guard.codecs.setReachable(false);

    assertThatThrownBy(() -> guard.pipe(SCOPE.key(), value))
        .hasRootCauseInstanceOf(IOException.class)
        .hasStackTraceContaining(RegistryUnavailableException.class.getSimpleName());
    assertThat(guard.letters()).isEmpty();
  }

  @Test
  void shouldWaitInPlaceForARegistryThatComesBack() throws InterruptedException {
    byte[] value =
        guard
            .codecs
            .of(Topics.OUTCOMES)
            .encode(outcome(OutcomeKind.OPERATION, OutcomeResult.FORBIDDEN, 0).build());
    guard.codecs.setReachable(false);
    Thread repair = Thread.ofPlatform().start(() -> guard.codecs.setReachable(true));

    guard.pipe(SCOPE.key(), value);

    repair.join();
    assertThat(guard.modes()).hasSize(1);
  }

  @Test
  void shouldKeepReadsAwayWhenItsStateIsLostWhileTheyAre() {
    guard.published(SCOPE.key(), mode(LayerModeName.WRITE_ONLY, 17));

    guard.after(Duration.ofMillis(100));

    LayerMode mode = single(guard.modes());
    assertThat(mode.getEpoch()).isEqualTo(18);
    assertThat(mode.getMode()).isEqualTo(LayerModeName.WRITE_ONLY);
    assertThat(mode.getReason()).isEqualTo("state_lost");
    assertThat(guard.state()).isInstanceOf(Holding.class);
  }

  @Test
  void shouldTakeNoNoticeOfAModeOfWhatIsNoScope() {
    guard.published("no scope", mode(LayerModeName.WRITE_ONLY, 17));

    guard.after(Duration.ofMillis(100));

    assertThat(guard.modes()).isEmpty();
  }

  @Test
  void shouldTakeAModeItDoesNotKnowForTheStricterOne() {
    guard.published(SCOPE.key(), mode(LayerModeName.UNKNOWN, 17));

    guard.after(Duration.ofMillis(100));

    assertThat(single(guard.modes()).getMode()).isEqualTo(LayerModeName.WRITE_ONLY);
  }

  @Test
  void shouldGoOnCountingInTheEpochOfTheReadersWhenItsStateIsLost() {
    guard.published(SCOPE.key(), mode(LayerModeName.READ_WRITE, 17));

    guard.pipe(outcome(OutcomeKind.OPERATION, OutcomeResult.TIMEOUT, 16));
    guard.pipe(outcome(OutcomeKind.OPERATION, OutcomeResult.TIMEOUT, 17));

    assertThat(guard.modes()).isEmpty();
    assertThat(guard.state().epoch()).isEqualTo(17);
    assertThat(((Serving) guard.state()).count().streak()).hasSize(1);
  }

  private LayerMode granted() {
    guard.fails(3);
    guard.after(Duration.ofSeconds(300));
    guard.pipe(claim("reader-1", guard.epoch()));
    return guard.modes().getLast();
  }

  private static OperationOutcome.Builder claim(String instance, long epoch) {
    return outcome(OutcomeKind.PROBE_CLAIM, OutcomeResult.UNKNOWN, epoch).setInstance(instance);
  }

  private static OperationOutcome.Builder answer(
      String instance, long epoch, OutcomeResult result) {
    return outcome(OutcomeKind.PROBE_RESULT, result, epoch).setInstance(instance);
  }

  private static LayerMode mode(LayerModeName name, long epoch) {
    return LayerMode.newBuilder()
        .setLayer(SCOPE.layer())
        .setRegion(SCOPE.region())
        .setMode(name)
        .setReason("consecutive_failures")
        .setBecause("3 failures in a row")
        .setEpoch(epoch)
        .setDecidedAt(START)
        .build();
  }

  private static SourcePosition outcomeAt(long offset) {
    return new SourcePosition(Topics.OUTCOMES.name(), 0, offset);
  }

  private static <T> T single(List<T> records) {
    assertThat(records).hasSize(1);
    return records.getFirst();
  }
}
