package dev.mneme.guard.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the judge promises, on generated traffic of which the difference is known: looked at five
 * times, with 20 000 reads of each side in the end, as the policy that is the default plans it.
 */
class JudgePowerTest {
  private static final JudgePolicy POLICY = JudgePolicy.DEFAULT;
  private static final int LOOKS = 5;
  private static final int STEPS = 200;

  /** How the steps ended. */
  private record Ended(int passed, int failed, int open) {}

  @Test
  void shouldRaiseAFalseAlarmInAtMostFivePercentOfStepsAlthoughItLooksFiveTimes() {
    Ended ended = steps(Traffic.USUAL, Traffic.USUAL, 1);

    assertThat(ended.failed()).isLessThanOrEqualTo(STEPS * 5 / 100);
    assertThat(ended.passed()).isGreaterThanOrEqualTo(STEPS * 90 / 100);
  }

  /** Nothing is borne here, so only the spending of the chance keeps alarms down. */
  @Test
  void shouldRaiseFewFalseAlarmsAlsoWhenNoDifferenceIsBorne() {
    var strict =
        new JudgePolicy(
            POLICY.samples(), 1_000, 0.05, 0, 0, 0, java.time.Duration.ZERO, POLICY.mismatch());

    Ended ended = steps(Traffic.USUAL, Traffic.USUAL, 2, strict);

    assertThat(ended.failed()).isLessThanOrEqualTo(STEPS * 5 / 100);
  }

  @Test
  void shouldDetectTenPercentMoreAtP99InNinetyFivePercentOfSteps() {
    assertThat(steps(Traffic.USUAL.slower(1.1), Traffic.USUAL, 3).failed())
        .isGreaterThanOrEqualTo(STEPS * 95 / 100);
    assertThat(steps(Traffic.USUAL.withTail(1.1), Traffic.USUAL, 4).failed())
        .isGreaterThanOrEqualTo(STEPS * 95 / 100);
  }

  @Test
  void shouldDetectHalfAPointMoreErrorsInNinetyFivePercentOfSteps() {
    assertThat(steps(Traffic.USUAL.withErrors(0.015), Traffic.USUAL, 5).failed())
        .isGreaterThanOrEqualTo(STEPS * 95 / 100);
    Traffic flawless = Traffic.USUAL.withErrors(0);
    assertThat(steps(flawless.withErrors(0.005), flawless, 6).failed())
        .isGreaterThanOrEqualTo(STEPS * 95 / 100);
  }

  @Test
  void shouldNotFailALayerThatIsBetter() {
    Ended ended =
        steps(Traffic.USUAL.slower(0.8).withErrors(0.002), Traffic.USUAL.withTail(1.2), 7);

    assertThat(ended.failed()).isZero();
    assertThat(ended.passed()).isEqualTo(STEPS);
  }

  private static Ended steps(Traffic canary, Traffic control, long seed) {
    return steps(canary, control, seed, POLICY);
  }

  private static Ended steps(Traffic canary, Traffic control, long seed, JudgePolicy policy) {
    var random = new Random(seed);
    int passed = 0;
    int failed = 0;
    for (int i = 0; i < STEPS; i++) {
      switch (step(canary, control, random, policy)) {
        case Verdict.Pass _ -> passed++;
        case Verdict.Fail _ -> failed++;
        case Verdict.Inconclusive _, Verdict.NoData _ -> {}
      }
    }
    return new Ended(passed, failed, STEPS - passed - failed);
  }

  private static Verdict step(Traffic canary, Traffic control, Random random, JudgePolicy policy) {
    Sample first = Sample.none();
    Sample second = Sample.none();
    for (int look = 1; ; look++) {
      first = Traffic.and(first, canary.reads(policy.samples() / LOOKS, random));
      second = Traffic.and(second, control.reads(policy.samples() / LOOKS, random));
      var now = new Look((look - 1.0) / LOOKS, (double) look / LOOKS);
      Verdict verdict = Judge.judge(first, second, 50, now, policy);
      if (verdict instanceof Verdict.Fail || look == LOOKS) {
        return verdict;
      }
    }
  }
}
