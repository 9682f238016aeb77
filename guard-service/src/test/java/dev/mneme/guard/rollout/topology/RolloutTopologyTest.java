package dev.mneme.guard.rollout.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.ReadArm;
import dev.mneme.events.RolloutEvent;
import dev.mneme.events.RolloutEventKind;
import dev.mneme.events.RolloutInput;
import dev.mneme.guard.rollout.decision.RolloutState;
import dev.mneme.guard.rollout.judge.JudgePolicy;
import dev.mneme.guard.rollout.plan.Gates;
import dev.mneme.guard.rollout.plan.Limits;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RolloutTopologyTest {
  private static final Duration DWELL = Duration.ofSeconds(60);

  private RolloutDriver rollout = new RolloutDriver();

  @AfterEach
  void close() {
    rollout.close();
  }

  @Test
  void shouldSetTheFirstShareWithEventAndAuditWhenAPlanIsApplied() {
    rollout.tell(rollout.apply(plan(50, 100)));

    ControlCommand setting = rollout.settings().getFirst();
    assertThat(setting.getTarget()).isEqualTo("rollout@local");
    assertThat(setting.getAction()).isEqualTo("set");
    assertThat(setting.getValue()).isEqualTo("canary:50:winter");
    assertThat(setting.getActor()).isEqualTo("rollout");
    RolloutEvent event = rollout.events().getFirst();
    assertThat(event.getKind()).isEqualTo(RolloutEventKind.APPLIED);
    assertThat(event.getActor()).isEqualTo("alice via test");
    assertThat(event.getExposure()).containsEntry("local", 50);
    assertThat(rollout.audit())
        .extracting(AuditEvent::getOperation, AuditEvent::getActor)
        .containsExactly(tuple("rollout_applied", "alice via test"));
  }

  @Test
  void shouldGoOnByTheReadsOfBothSidesAndPublishTheNumbers() {
    rollout.tell(rollout.apply(plan(50, 100)));
    rollout.events();

    readFor(DWELL.plusSeconds(10), 200, 0);

    RolloutEvent event = last(rollout.events());
    assertThat(event.getKind()).isEqualTo(RolloutEventKind.STEP_STARTED);
    assertThat(event.getVerdict()).isEqualTo("pass");
    assertThat(event.getInputs())
        .extracting(RolloutInput::getName)
        .contains("canary_reads", "error_rise_p", "p99_rise_ms", "overlap");
    assertThat(last(rollout.settings()).getValue()).isEqualTo("full");
  }

  @Test
  void shouldCountUnassignedReadsOnceAllReadFromTheLayer() {
    rollout.tell(rollout.apply(plan(50, 100)));
    rollout.tell(rollout.command("promote"));
    rollout.after(Duration.ofSeconds(6));

    for (int i = 0; i < 14; i++) {
      rollout.batch("new", null, 100, 0);
      rollout.after(Duration.ofSeconds(5));
    }

    assertThat(rollout.status().state()).isInstanceOf(RolloutState.Completed.class);
  }

  @Test
  void shouldRollBackByOneControlEventAsSoonAsTooManyReadsFail() {
    rollout.tell(rollout.apply(plan(50, 100)));
    rollout.settings();
    rollout.events();

    rollout.reads(300, 0.2);
    rollout.after(Duration.ofSeconds(1));

    assertThat(rollout.settings())
        .extracting(ControlCommand::getTarget, ControlCommand::getValue)
        .containsExactly(tuple("rollout@local", "off"));
    RolloutEvent event = last(rollout.events());
    assertThat(event.getKind()).isEqualTo(RolloutEventKind.ROLLED_BACK);
    assertThat(event.getCause()).isEqualTo("errors_at_once");
    assertThat(event.getInputs()).extracting(RolloutInput::getLimit).contains(5.0);
  }

  @Test
  void shouldRollBackAllRegionsByOneControlEvent() {
    List<String> regions = List.of("local", "us");
    var plan =
        new Plan(
            UUID.randomUUID(),
            "move",
            regions,
            List.of(new Step(50, regions, DWELL)),
            gates(),
            Limits.DEFAULT,
            "rollout");
    rollout.tell(rollout.apply(plan));
    assertThat(rollout.settings())
        .extracting(ControlCommand::getTarget, ControlCommand::getValue)
        .containsExactly(tuple("rollout@local", "canary:50"), tuple("rollout@us", "canary:50"));

    rollout.guard(LayerModeName.WRITE_ONLY);
    rollout.after(Duration.ofSeconds(1));

    assertThat(rollout.settings())
        .extracting(ControlCommand::getTarget, ControlCommand::getValue)
        .containsExactly(tuple("rollout@*", "off"));
  }

  @Test
  void shouldRollBackWhenTheGuardTakesTheLayerOutOfTheReadPath() {
    rollout.tell(rollout.apply(plan(50, 100)));

    rollout.guard(LayerModeName.WRITE_ONLY);
    rollout.after(Duration.ofSeconds(1));

    assertThat(last(rollout.events()).getCause()).isEqualTo("guard_downgrade");
  }

  @Test
  void shouldRollBackErrorsOverOnePercentOnlyAfterTenMinutes() {
    rollout.tell(rollout.apply(plan(Duration.ofHours(1), 50)));

    readFor(Duration.ofMinutes(9), 100, 0.025);
    assertThat(rollout.status().state()).isInstanceOf(RolloutState.Stepping.class);

    readFor(Duration.ofMinutes(2), 100, 0.025);
    assertThat(last(rollout.events()).getCause()).isEqualTo("errors_lasting");
  }

  @Test
  void shouldRollBackForALeakThatASecondLookFound() {
    rollout.tell(rollout.apply(plan(50, 100)));

    rollout.outcome(rollout.outcome("log", "store").setRedactionLeaks(0).build());
    rollout.after(Duration.ofSeconds(6));
    assertThat(rollout.status().state()).isInstanceOf(RolloutState.Stepping.class);

    rollout.outcome(rollout.outcome("log", "store").setRedactionLeaks(2).build());
    rollout.after(Duration.ofSeconds(6));
    assertThat(last(rollout.events()).getCause()).isEqualTo("redaction_leak");
  }

  @Test
  void shouldRollBackWhenAReaderReleasedANumberAboutTooFewPeople() {
    rollout.tell(rollout.apply(plan(50, 100)));

    rollout.observed(rollout.observation().setKViolations(0L));
    rollout.observed(rollout.observation().setRegion("us").setKViolations(1L));
    rollout.after(Duration.ofSeconds(2));
    assertThat(rollout.status().state()).isInstanceOf(RolloutState.Stepping.class);

    rollout.observed(rollout.observation().setKViolations(2L));
    rollout.after(Duration.ofSeconds(1));
    RolloutEvent event = last(rollout.events());
    assertThat(event.getCause()).isEqualTo("k_violation");
    assertThat(event.getInputs())
        .extracting(RolloutInput::getName, RolloutInput::getValue)
        .containsExactly(tuple("k_violations", 2.0));
    assertThat(last(rollout.settings()).getValue()).isEqualTo("off");
  }

  @Test
  void shouldRollBackWhenABreakerOfAReaderIsOpen() {
    rollout.observed(rollout.observation().setOpenBreakers(List.of("recall")));
    rollout.tell(rollout.apply(plan(50, 100)));
    rollout.observed(rollout.observation().setOpenBreakers(List.of()));
    rollout.after(Duration.ofSeconds(2));
    assertThat(rollout.status().state()).isInstanceOf(RolloutState.Stepping.class);

    rollout.observed(rollout.observation().setOpenBreakers(List.of("recall")));
    rollout.after(Duration.ofSeconds(1));

    RolloutEvent event = last(rollout.events());
    assertThat(event.getKind()).isEqualTo(RolloutEventKind.ROLLED_BACK);
    assertThat(event.getCause()).isEqualTo("breaker_open");
    assertThat(event.getBecause()).contains("local", "recall");
    assertThat(last(rollout.settings()).getValue()).isEqualTo("off");
  }

  @Test
  void shouldRollBackWhenTheAnswersOfBothLayersHardlyOverlap() {
    rollout.tell(rollout.apply(plan(50, 100)));

    rollout.compared(300, 0.9);
    rollout.after(Duration.ofSeconds(6));
    assertThat(rollout.status().evidence().of("local").step().quality().overlap()).isEqualTo(0.9);

    rollout.compared(900, 0.5);
    rollout.after(Duration.ofSeconds(6));
    assertThat(last(rollout.events()).getCause()).isEqualTo("overlap");
  }

  @Test
  void shouldKnowTheSlowestForget() {
    rollout.tell(rollout.apply(plan(50, 100)));

    var forget = rollout.outcome("log", "forget");
    rollout.outcome(forget.setAt(RolloutDriver.START.minusMillis(1_500)).build());
    rollout.outcome(forget.setAt(RolloutDriver.START.minusMillis(300)).build());
    rollout.after(Duration.ofSeconds(12));

    assertThat(rollout.status().evidence().of("local").step().quality().slowestForgetMillis())
        .isEqualTo(1_500);
  }

  @Test
  void shouldGoOnInTheMiddleOfAStepAfterARestart() {
    rollout.tell(rollout.apply(plan(50, 100)));
    readFor(Duration.ofSeconds(35), 200, 0);
    long reads = rollout.status().evidence().of("local").step().canary().reads();
    List<RolloutEvent> before = rollout.events();
    assertThat(reads).isPositive();

    rollout = rollout.restarted();
    assertThat(rollout.status().evidence().of("local").step().canary().reads()).isEqualTo(reads);
    readFor(Duration.ofSeconds(40), 200, 0);

    List<RolloutEvent> after = rollout.events();
    assertThat(after)
        .extracting(RolloutEvent::getKind)
        .containsOnlyOnce(RolloutEventKind.STEP_STARTED)
        .doesNotContain(RolloutEventKind.APPLIED);
    assertThat(after.getFirst().getSequence()).isEqualTo(last(before).getSequence() + 1);
  }

  @Test
  void shouldRollBackWhatItFindsPublishedWithoutState() {
    rollout.tell(rollout.apply(plan(50, 100)));
    List<RolloutEvent> published = rollout.events();

    rollout = rollout.withoutState(published);
    rollout.events();
    rollout.after(Duration.ofSeconds(1));

    assertThat(rollout.settings())
        .extracting(ControlCommand::getTarget, ControlCommand::getValue)
        .containsExactly(tuple("rollout@local", "off"));
    assertThat(last(rollout.events()).getCause()).isEqualTo("state_lost");
  }

  @Test
  void shouldNotRollBackWhatWasOverBeforeStateWasLost() {
    rollout.tell(rollout.apply(plan(50, 100)));
    rollout.tell(rollout.command("abort"));
    List<RolloutEvent> published = rollout.events();

    rollout = rollout.withoutState(published);
    rollout.after(Duration.ofSeconds(1));

    assertThat(rollout.settings()).isEmpty();
    assertThat(rollout.status().state()).isInstanceOf(RolloutState.NoPlan.class);
  }

  @Test
  void shouldObeyACommandOnceAndWriteDownThatAnotherChangedNothing() {
    rollout.tell(rollout.apply(plan(50, 100)));
    ControlCommand.Builder pause = rollout.command("pause");
    rollout.tell(pause);
    rollout.tell(pause);
    rollout.tell(rollout.command("pause"));

    assertThat(rollout.events()).hasSize(2);
    assertThat(rollout.audit())
        .extracting(AuditEvent::getOperation, AuditEvent::getResult)
        .containsExactly(
            tuple("rollout_applied", "success"),
            tuple("rollout_paused", "success"),
            tuple("rollout_pause", "unchanged"));
  }

  @Test
  void shouldPauseWhenAnOperatorSetsAShareButNotForItsOwnSettings() {
    rollout.tell(rollout.apply(plan(50, 100)));
    ControlCommand own = rollout.settings().getFirst();
    rollout.tell(ControlCommand.newBuilder(own));
    assertThat(rollout.status().state()).isInstanceOf(RolloutState.Stepping.class);

    rollout.tell(rollout.command("set").setTarget("rollout@local").setValue("canary:80"));

    assertThat(rollout.status().state()).isInstanceOf(RolloutState.Paused.class);
    assertThat(last(rollout.events()).getCause()).isEqualTo("set_by_hand");
  }

  @Test
  void shouldMakeADeadLetterAndAnAuditEntryOfACommandThatBreaksTheRules() {
    rollout.tell(rollout.command("apply"));
    rollout.tell(rollout.command("hurry"));

    assertThat(rollout.letters()).hasSize(2);
    assertThat(rollout.audit())
        .extracting(
            AuditEvent::getOperation, AuditEvent::getResult, entry -> entry.getSource().getOffset())
        .containsExactly(
            tuple("rollout_command", "rejected", 0L), tuple("rollout_command", "rejected", 1L));
    assertThat(rollout.events()).isEmpty();
  }

  @Test
  void shouldSayWhatWouldBeDecidedAndChangeNothing() {
    rollout.tell(rollout.apply(plan(50, 100)));
    readFor(Duration.ofSeconds(30), 200, 0);
    rollout.events();

    var forecast = rollout.status().forecast();

    assertThat(forecast.fact().verdict()).isEqualTo("pass");
    assertThat(forecast.settings()).containsEntry("local", 100);
    assertThat(rollout.status().state()).isInstanceOf(RolloutState.Stepping.class);
    assertThat(rollout.events()).isEmpty();
    assertThat(rollout.settings()).hasSize(1);
  }

  @Test
  void shouldKeepLittle() {
    rollout.tell(rollout.apply(plan(Duration.ofHours(2), 50)));

    readFor(Duration.ofMinutes(5), 50, 0);
    rollout.batch("new", ReadArm.CANARY, 50, 0);

    assertThat(rollout.stored()).isLessThanOrEqualTo(20);
  }

  /** Names of stores and internal topics are data on the broker: a changed one loses state. */
  @Test
  void shouldBeTheTopologyThatWasReviewed() throws IOException {
    String described =
        RolloutTopology.build(
                new RolloutParts(
                    rollout.codecs,
                    new dev.mneme.deadletter.DeadLetters(
                        new dev.mneme.deadletter.DeadLetterKey(new byte[32]), "guard-service"),
                    new RolloutAnnouncer(new dev.mneme.identity.KeyedHash(new byte[32]), "guard-0"),
                    Duration.ZERO,
                    java.time.InstantSource.system()))
            .describe()
            .toString();

    try (InputStream reviewed = getClass().getResourceAsStream("/rollout-topology.txt")) {
      assertThat(described.strip())
          .isEqualTo(new String(reviewed.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  private void readFor(Duration time, int each, double errorRate) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plusSeconds(5)) {
      rollout.reads(each, errorRate);
      rollout.after(Duration.ofSeconds(5));
    }
  }

  private static <T> T last(List<T> all) {
    assertThat(all).isNotEmpty();
    return new ArrayList<>(all).getLast();
  }

  private static Plan plan(int... percents) {
    return plan(DWELL, percents);
  }

  private static Plan plan(Duration dwell, int... percents) {
    var steps = new ArrayList<Step>();
    for (int percent : percents) {
      steps.add(new Step(percent, List.of("local"), dwell));
    }
    return new Plan(
        UUID.randomUUID(), "move", List.of("local"), steps, gates(), Limits.DEFAULT, "winter");
  }

  private static Gates gates() {
    return new Gates(
        new JudgePolicy(1_000, 500, 0.05, 2, 30, 30, Duration.ofMillis(5), 0.5),
        Duration.ofMinutes(5),
        0.85,
        0.75,
        0,
        Duration.ofSeconds(60));
  }
}
