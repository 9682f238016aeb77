package dev.mneme.guard.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mneme.outcomes.LatencyHistogram;
import dev.mneme.outcomes.samples.Chance;
import dev.mneme.outcomes.samples.Durations;
import dev.mneme.outcomes.samples.Effect;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private final Random random = new Random(42);

  @Test
  void shouldSayThatThereAreNoDataWhenOneSideHasNone() {
    Verdict verdict = judge(Sample.none(), Traffic.USUAL.reads(5_000, random), 10);

    assertThat(verdict).isInstanceOf(Verdict.NoData.class);
    assertThat(verdict.because()).isEqualTo("the canary has no reads");
  }

  @Test
  void shouldSayNothingOfTooFewReads() {
    Verdict verdict =
        judge(
            Traffic.USUAL.withErrors(0.5).reads(999, random),
            Traffic.USUAL.reads(9_000, random),
            10);

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.because()).contains("999 reads of the canary").contains("too few");
  }

  @Test
  void shouldNotBelieveASampleThatIsMissingMostOfOneSide() {
    Verdict verdict =
        judge(Traffic.USUAL.reads(2_000, random), Traffic.USUAL.reads(20_000, random), 25);

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.because()).contains("does not go with a share of 25 %");
  }

  @Test
  void shouldBelieveASampleWhoseSubjectsReadMoreThanOthers() {
    Verdict verdict =
        judge(Traffic.USUAL.reads(28_000, random), Traffic.USUAL.reads(72_000, random), 20);

    assertThat(verdict).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void shouldSayWhichOfItFailedWithTheNumbersItRestsOn() {
    Verdict verdict =
        judge(
            Traffic.USUAL.withErrors(0.03).reads(10_000, random),
            Traffic.USUAL.reads(10_000, random),
            50);

    assertThat(verdict).isInstanceOf(Verdict.Fail.class);
    assertThat(verdict.because()).matches("errors are \\d\\.\\d\\d % instead of \\d\\.\\d\\d %");
    assertThat(verdict.inputs())
        .extracting(Input::name)
        .contains("error_rise_points", "error_rise_p", "p99_rise_ms", "cliffs_delta");
  }

  @Test
  void shouldFailWhatTakesLongerThroughout() {
    Verdict verdict =
        judge(
            Traffic.USUAL.slower(1.3).reads(5_000, random), Traffic.USUAL.reads(5_000, random), 50);

    assertThat(verdict).isInstanceOf(Verdict.Fail.class);
    assertThat(verdict.because()).contains("reads take").contains("p99 is");
  }

  @Test
  void shouldNotCareAboutADifferenceThatNobodyNotices() {
    Traffic quick = new Traffic(0.001, 300, 1);

    Verdict verdict =
        judge(quick.slower(1.5).reads(20_000, random), quick.reads(20_000, random), 50);

    assertThat(verdict).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void shouldNotPassWhatItHasNotRuledOut() {
    Verdict verdict =
        judge(Traffic.USUAL.reads(1_100, random), Traffic.USUAL.reads(1_100, random), 50);

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.because()).contains("may");
  }

  @Test
  void shouldNotPassWhenOneSideReportsNoDurations() {
    var silent = new Sample(20_000, 10, new LatencyHistogram());

    Verdict verdict = judge(silent, Traffic.USUAL.reads(20_000, random), 50);

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void shouldSayThatEqualDurationsDoNotDiffer() {
    var same = new LatencyHistogram();
    same.add(700, 20_000);
    var sample = new Sample(20_000, 0, same);

    assertThat(judge(sample, sample, 50)).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void shouldMeasureTheEffectAsItIs() {
    Durations first = Durations.of(Traffic.USUAL.reads(20_000, random).answered()).less(-2_000);
    Durations second = Durations.of(Traffic.USUAL.reads(20_000, random).answered());

    assertThat(Effect.shift(first, second)).isCloseTo(2_000, within(150.0));
    assertThat(Effect.delta(first, second)).isBetween(0.18, 0.28);
    assertThat(Effect.delta(second, first)).isCloseTo(-Effect.delta(first, second), within(1e-9));
    assertThat(Chance.longer(first, second)).isLessThan(1e-6);
    assertThat(Chance.shorter(first, second)).isGreaterThan(0.99);
  }

  @Test
  void shouldSpendAllOfTheChanceAndHardlyAnyOfItEarly() {
    double first = new Look(0, 0.2).share(0.05);
    double all =
        first
            + new Look(0.2, 0.4).share(0.05)
            + new Look(0.4, 0.6).share(0.05)
            + new Look(0.6, 0.8).share(0.05)
            + new Look(0.8, 1).share(0.05);

    assertThat(first).isLessThan(0.0001);
    assertThat(all).isCloseTo(0.05, within(1e-9));
  }

  private static Verdict judge(Sample canary, Sample control, int percent) {
    return Judge.judge(canary, control, percent, Look.once(), JudgePolicy.DEFAULT);
  }
}
