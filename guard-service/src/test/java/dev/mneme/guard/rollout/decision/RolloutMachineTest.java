package dev.mneme.guard.rollout.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.guard.rollout.decision.RolloutFact.Kind;
import dev.mneme.guard.rollout.evidence.Arm;
import dev.mneme.guard.rollout.evidence.Evidence;
import dev.mneme.guard.rollout.evidence.OpenBreakers;
import dev.mneme.guard.rollout.evidence.Quality;
import dev.mneme.guard.rollout.evidence.RegionEvidence;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.guard.rollout.evidence.Watch;
import dev.mneme.guard.rollout.judge.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutMachineTest {
  private final Rollout rollout = new Rollout();

  @Test
  void shouldBeginWithTheFirstStepOfAnAppliedPlan() {
    rollout.applied(5, 100);

    assertThat(rollout.last.settings()).isEqualTo(Map.of("local", 5));
    assertThat(rollout.last.fact().kind()).isEqualTo(Kind.APPLIED);
    assertThat(rollout.last.because()).isEqualTo("alice applied the plan move: it is time");
  }

  @Test
  void shouldGoFromStepToStepWhileTheJudgeSaysPass() {
    rollout.applied(5, 50, 100);

    rollout.after(Rollout.DWELL).seen(Rollout.good(2_000 * 19));
    assertThat(rollout.state).isInstanceOf(RolloutState.Paused.class); // 1:1 is no share of 5 %

    Rollout other = new Rollout().applied(50, 100);
    other.after(Rollout.DWELL).seen(Rollout.good(2_000));

    assertThat(other.last.fact().kind()).isEqualTo(Kind.STEP_STARTED);
    assertThat(other.last.fact().verdict()).isEqualTo("pass");
    assertThat(other.last.settings()).isEqualTo(Map.of("local", 100));
    assertThat(other.last.fact().inputs()).extracting(Input::name).contains("p99_rise_ms");

    other.after(Rollout.DWELL).seen(Rollout.good(2_000));
    assertThat(other.last.fact().kind()).isEqualTo(Kind.COMPLETED);
    assertThat(other.last.settings()).isEmpty();
  }

  @Test
  void shouldNotLeaveAStepBeforeItsTimeHoweverGoodItIs() {
    rollout.applied(50, 100).after(Rollout.DWELL.minusSeconds(1)).seen(Rollout.good(50_000));

    assertThat(rollout.last.fact().kind()).isEqualTo(Kind.LOOKED);
    assertThat(rollout.last.settings()).isEmpty();
    assertThat(rollout.last.because()).startsWith("too early to leave the step");
  }

  @Test
  void shouldLookFiveTimesAtMost() {
    Evidence good = Rollout.good(50_000);
    rollout.applied(50, 100);
    for (int i = 0; i < 600; i++) {
      rollout.after(Duration.ofSeconds(1)).seen(good);
    }

    assertThat(rollout.facts)
        .extracting(RolloutFact::kind)
        .containsExactly(
            Kind.APPLIED, Kind.LOOKED, Kind.LOOKED, Kind.LOOKED, Kind.LOOKED, Kind.STEP_STARTED);
  }

  @Test
  void shouldWaitForSamplesAndThenPauseWithoutThem() {
    rollout.applied(50, 100).after(Rollout.DWELL.plusMinutes(29)).seen(Rollout.good(300));
    assertThat(rollout.state).isInstanceOf(RolloutState.Stepping.class);

    rollout.after(Duration.ofMinutes(1)).seen(Rollout.good(300));

    assertThat(rollout.state).isInstanceOf(RolloutState.Paused.class);
    assertThat(rollout.last.fact().cause()).isEqualTo("inconclusive");
    assertThat(rollout.last.settings()).isEmpty();
  }

  @Test
  void shouldPauseWithoutAnyData() {
    rollout.applied(50, 100).after(Duration.ofHours(1)).seen(Evidence.NONE);

    assertThat(rollout.last.fact().cause()).isEqualTo("no_data");
    assertThat(rollout.state).isInstanceOf(RolloutState.Paused.class);
  }

  @Test
  void shouldRollBackWhatIsJudgedWorse() {
    rollout
        .applied(50, 100)
        .after(Rollout.DWELL)
        .seen(
            Rollout.step(
                new Tally(
                    Rollout.reads(2_000, 80), Rollout.reads(2_000, 2), Rollout.compared(0.95))));

    assertRolledBack("judged_worse");
    assertThat(rollout.last.fact().verdict()).isEqualTo("fail");
  }

  @Test
  void shouldNotLeaveAStepWhoseAnswersAreNotTheSame() {
    rollout
        .applied(50, 100)
        .after(Rollout.DWELL)
        .seen(
            Rollout.step(
                new Tally(
                    Rollout.reads(2_000, 0), Rollout.reads(2_000, 0), Rollout.compared(0.8))));

    assertThat(rollout.last.fact().kind()).isEqualTo(Kind.PAUSED);
    assertThat(rollout.last.fact().cause()).isEqualTo("overlap");
  }

  @Test
  void shouldNotLeaveAStepOfWhoseAnswersNothingIsKnown() {
    rollout
        .applied(50, 100)
        .after(Rollout.DWELL)
        .seen(
            Rollout.step(
                new Tally(Rollout.reads(2_000, 0), Rollout.reads(2_000, 0), Quality.NONE)));

    assertThat(rollout.last.fact().cause()).isEqualTo("overlap_unknown");
  }

  @Test
  void shouldNotLeaveAStepDuringWhichAForgetTookTooLong() {
    rollout
        .applied(50, 100)
        .after(Rollout.DWELL)
        .seen(
            Rollout.step(
                new Tally(
                    Rollout.reads(2_000, 0),
                    Rollout.reads(2_000, 0),
                    new Quality(100, 95, 0, 0, 60_001))));

    assertThat(rollout.last.fact().cause()).isEqualTo("forget_lag");
  }

  @Test
  void shouldRollBackAtOnceWhenPrivacyIsBroken() {
    rollout.applied(50, 100).seen(Rollout.step(Tally.quality(new Quality(0, 0, 1, 0, 0))));
    assertRolledBack("redaction_leak");

    Rollout other = new Rollout().applied(50, 100);
    other.seen(Rollout.step(Tally.quality(new Quality(0, 0, 0, 1, 0))));
    assertThat(other.last.fact().cause()).isEqualTo("k_violation");
  }

  @Test
  void shouldRollBackWhenAnswersHardlyOverlap() {
    rollout.applied(50, 100).seen(Rollout.step(Tally.quality(Rollout.compared(0.74))));

    assertRolledBack("overlap");
  }

  @Test
  void shouldRollBackWhenTheGuardTakesTheLayerAway() {
    rollout
        .applied(50, 100)
        .seen(
            Rollout.region(
                new RegionEvidence(
                    Tally.none(),
                    Arm.none(),
                    Arm.none(),
                    Watch.CALM,
                    new RegionEvidence.Guarded(false, "consecutive_failures"),
                    OpenBreakers.NONE)));

    assertRolledBack("guard_downgrade");
    assertThat(rollout.last.because()).contains("consecutive_failures");
  }

  @Test
  void shouldRollBackWhenABreakerOfAReaderIsOpen() {
    rollout
        .applied(50, 100)
        .seen(
            Rollout.region(
                new RegionEvidence(
                    Tally.none(),
                    Arm.none(),
                    Arm.none(),
                    Watch.CALM,
                    RegionEvidence.Guarded.FREE,
                    new OpenBreakers(List.of("recall"), Rollout.START))));

    assertRolledBack("breaker_open");
    assertThat(rollout.last.because()).contains("local", "recall");
  }

  @Test
  void shouldRollBackAtOnceOverFivePercentErrorsAndNotBelow() {
    rollout.applied(50, 100).seen(Rollout.justNow(Rollout.reads(200, 10)));
    assertThat(rollout.state).isInstanceOf(RolloutState.Stepping.class);

    rollout.seen(Rollout.justNow(Rollout.reads(200, 11)));
    assertRolledBack("errors_at_once");
  }

  @Test
  void shouldNotRollBackForAHandfulOfReads() {
    rollout.applied(50, 100).seen(Rollout.justNow(Rollout.reads(99, 50)));

    assertThat(rollout.state).isInstanceOf(RolloutState.Stepping.class);
  }

  @Test
  void shouldRollBackAtOnceOverTwiceTheSlo() {
    Arm slow = Rollout.reads(200, 0);
    slow.answered().add(1_080, 5); // 46 ms

    rollout.applied(50, 100).seen(Rollout.justNow(slow));

    assertRolledBack("p99_at_once");
  }

  @Test
  void shouldRollBackForRefusedReads() {
    Arm refused = new Arm(1_000, 11, 11, Rollout.reads(989, 0).answered());

    rollout.applied(50, 100).seen(Rollout.justNow(refused));

    assertRolledBack("auth_failures");
  }

  @Test
  void shouldRollBackForErrorsThatLastTenMinutesAndNotBefore() {
    Instant since = Rollout.START.plusSeconds(1);
    Arm minute = Rollout.reads(1_000, 15);
    rollout
        .applied(50, 100)
        .after(Duration.ofMinutes(10))
        .seen(Rollout.lasting(minute, new Watch(since, null)));
    assertThat(rollout.state).isInstanceOf(RolloutState.Stepping.class);

    rollout.after(Duration.ofSeconds(1)).seen(Rollout.lasting(minute, new Watch(since, null)));
    assertRolledBack("errors_lasting");
  }

  @Test
  void shouldRollBackForASlowLayerAfterFifteenMinutesAlsoWhilePaused() {
    Arm minute = Rollout.reads(1_000, 0);
    rollout
        .applied(50, 100)
        .told(Order.PAUSE)
        .after(Duration.ofMinutes(15))
        .seen(Rollout.lasting(minute, new Watch(null, Rollout.START)));

    assertRolledBack("p99_lasting");
  }

  @Test
  void shouldObeyOperatorsAndSayWho() {
    rollout.applied(50, 100).told(Order.PAUSE);
    assertThat(rollout.last.fact().actor()).isEqualTo("bob");
    rollout.after(Duration.ofHours(2)).seen(Rollout.good(5_000));
    assertThat(rollout.state).isInstanceOf(RolloutState.Paused.class);

    rollout.told(Order.RESUME);
    assertThat(rollout.last.settings()).isEqualTo(Map.of("local", 50));
    assertThat(((RolloutState.Stepping) rollout.state).since()).isEqualTo(rollout.now);

    rollout.told(Order.PROMOTE);
    assertThat(rollout.last.settings()).isEqualTo(Map.of("local", 100));

    rollout.told(Order.ABORT);
    assertThat(rollout.last.settings()).isEqualTo(Map.of("local", 0));
    assertThat(rollout.state).isInstanceOf(RolloutState.Aborted.class);

    rollout.told(Order.RESUME);
    assertThat(rollout.last.fact()).isNull();
    assertThat(rollout.last.because()).isEqualTo("no plan is under way");
  }

  @Test
  void shouldFollowOnePlanAtATime() {
    rollout.applied(50, 100).applied(1);

    assertThat(rollout.last.fact()).isNull();
    assertThat(rollout.last.because()).contains("abort it first");
    assertThat(rollout.facts).hasSize(1);
  }

  @Test
  void shouldPauseWhenSomebodySetsASharesByHand() {
    rollout.applied(50, 100).observe(new Observed.SetByHand("mars", "full", "eve"));
    assertThat(rollout.state).isInstanceOf(RolloutState.Stepping.class);

    rollout.observe(new Observed.SetByHand("*", "canary:80", "eve"));
    assertThat(rollout.state).isInstanceOf(RolloutState.Paused.class);
    assertThat(rollout.last.because()).isEqualTo("eve set rollout@* to canary:80");
    assertThat(rollout.last.settings()).isEmpty();
  }

  @Test
  void shouldRollBackWhatNobodyKnowsTheStateOf() {
    rollout.observe(new Observed.Lost(Rollout.plan(1)));

    assertRolledBack("state_lost");
  }

  @Test
  void shouldJudgeByTheLimitsWhereNobodyIsLeftToCompareWith() {
    rollout.applied(100).after(Rollout.DWELL);
    rollout.seen(
        Rollout.step(new Tally(Rollout.reads(2_000, 40), Arm.none(), Rollout.compared(0.95))));
    assertRolledBack("judged_worse");

    Rollout other = new Rollout().applied(100).after(Rollout.DWELL);
    other.seen(
        Rollout.step(new Tally(Rollout.reads(2_000, 5), Arm.none(), Rollout.compared(0.95))));
    assertThat(other.last.fact().kind()).isEqualTo(Kind.COMPLETED);
  }

  private void assertRolledBack(String cause) {
    assertThat(rollout.state).isInstanceOf(RolloutState.RolledBack.class);
    assertThat(rollout.last.fact().kind()).isEqualTo(Kind.ROLLED_BACK);
    assertThat(rollout.last.fact().cause()).isEqualTo(cause);
    assertThat(rollout.last.settings()).isEqualTo(Map.of("local", 0));
  }
}
