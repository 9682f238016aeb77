package dev.mneme.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mneme.outcomes.LatencyHistogram;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final double TOLERANCE = 0.1;
  private static final double NEVER = 0;

  @Test
  void shouldFindNoDifferenceBetweenTwoRunsOfTheSame() {
    int worse = 0;
    for (int seed = 0; seed < 50; seed++) {
      Comparison.Line line =
          compared(run(seed, 1.0, NEVER, 1000), run(seed + 1000, 1.0, NEVER, 1000));
      worse += line.verdict() == Comparison.Verdict.SAME ? 0 : 1;
    }

    assertThat(worse).as("of 50").isLessThanOrEqualTo(2);
  }

  @Test
  void shouldFailOnRequestsThatAllTakeLonger() {
    assertThat(compared(run(1, 1.5, NEVER, 1000), run(2, 1.0, NEVER, 1000)).verdict())
        .isEqualTo(Comparison.Verdict.WORSE);
  }

  @Test
  void shouldFailOnATailThatAMedianDoesNotShow() {
    Comparison.Line line = compared(run(1, 1.0, 0.05, 2000), run(2, 1.0, NEVER, 2000));

    assertThat(line.verdict()).isEqualTo(Comparison.Verdict.WORSE);
    assertThat(line.because()).contains("very long");
  }

  @Test
  void shouldBearADifferenceThatIsSureAndSmall() {
    assertThat(compared(run(1, 1.03, NEVER, 20_000), run(2, 1.0, NEVER, 20_000)).verdict())
        .isEqualTo(Comparison.Verdict.SAME);
  }

  @Test
  void shouldNotCallWhatIsFasterWorse() {
    assertThat(compared(run(1, 0.5, NEVER, 1000), run(2, 1.0, NEVER, 1000)).verdict())
        .isEqualTo(Comparison.Verdict.SAME);
  }

  @Test
  void shouldFailOnErrorsHoweverFastTheRestIs() {
    Tally failing = new Tally(Map.of(201, 950L, 503, 50L), tally(1, 1.0, NEVER, 950).buckets());

    assertThat(compared(failing, run(2, 1.0, NEVER, 1000)).verdict())
        .isEqualTo(Comparison.Verdict.WORSE);
  }

  @Test
  void shouldNotPassWhatItCannotTell() {
    assertThat(compared(run(1, 1.0, NEVER, 20), run(2, 1.0, NEVER, 1000)).verdict())
        .isEqualTo(Comparison.Verdict.UNKNOWN);
  }

  @Test
  void shouldRefuseToCompareDifferentLoads() {
    LoadReport twice =
        new LoadReport(
            "store", 1, 40, 1000, 20, "", Map.of(), 0, new Verified(0, 0, 0, 0, 0), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Comparison.of(twice, report(run(1, 1, NEVER, 200)), TOLERANCE))
        .withMessageContaining("different things");
  }

  private static Comparison.Line compared(Tally run, Tally baseline) {
    return Comparison.of(report(run), report(baseline), TOLERANCE).getFirst();
  }

  private static Tally run(long seed, double factor, double slow, int count) {
    return tally(seed, factor, slow, count);
  }

  /** Log-normal around 10 ms; a share of them takes ten times as long. */
  private static Tally tally(long seed, double factor, double slow, int count) {
    Random random = new Random(seed);
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 0; i < count; i++) {
      double micros = 10_000 * factor * Math.exp(0.4 * random.nextGaussian());
      histogram.addMicros((long) (random.nextDouble() < slow ? 10 * micros : micros));
    }
    return new Tally(Map.of(201, (long) count), histogram.counts());
  }

  private static LoadReport report(Tally tally) {
    return new LoadReport(
        "store",
        1,
        20,
        1000,
        20,
        "",
        Map.of("store", tally),
        0,
        new Verified(0, 0, 0, 0, 0),
        List.of());
  }
}
