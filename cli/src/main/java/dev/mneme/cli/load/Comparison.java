package dev.mneme.cli.load;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.mneme.outcomes.samples.Chance;
import dev.mneme.outcomes.samples.Durations;
import dev.mneme.outcomes.samples.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run against one that was kept, kind by kind. Latencies are compared by their ranks (Mann and
 * Whitney) and their tails by how many lie above a quantile, not by means and not by percentiles of
 * two samples side by side: those differ without any cause. A difference counts when it is neither
 * chance nor too small to matter.
 */
public final class Comparison {

  /** Three looks at each kind: one in a hundred runs of the same services is called worse. */
  private static final double CHANCE = 0.01 / 3;

  private static final int FEWEST = 100;
  private static final double BORNE_ERRORS = 0.001;

  /** What is said of one kind of request. */
  public enum Verdict {
    SAME,
    WORSE,
    /** Too few were answered to tell. */
    UNKNOWN;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One kind of request.
   *
   * @param because numbers that the verdict rests on
   * @param shiftMs how much longer a request of the run takes, in the median of all pairs
   * @param delta Cliff's
   */
  public record Line(
      String act,
      Verdict verdict,
      String because,
      double medianMs,
      double medianBeforeMs,
      double p99Ms,
      double p99BeforeMs,
      double shiftMs,
      double delta,
      double chance) {}

  private Comparison() {}

  /**
   * @param tolerance share by which a request may take longer, such as 0.1
   * @throws IllegalArgumentException when the two did not ask for the same
   */
  public static List<Line> of(LoadReport run, LoadReport baseline, double tolerance) {
    if (!run.plan().isLike(baseline.plan())) {
      throw new IllegalArgumentException(
          "the runs ask for different things: %s at %.1f/s with %d subjects, and %s at %.1f/s with"
                  .formatted(
                      run.scenario(),
                      run.rate(),
                      run.subjects(),
                      baseline.scenario(),
                      baseline.rate())
              + " %d subjects".formatted(baseline.subjects()));
    }
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, Tally> before : baseline.acts().entrySet()) {
      Tally now = run.acts().getOrDefault(before.getKey(), new Tally(Map.of(), Map.of()));
      lines.add(line(before.getKey(), now, before.getValue(), tolerance));
    }
    return lines;
  }

  private static Line line(String act, Tally now, Tally before, double tolerance) {
    if (before.requests() > 0 && now.requests() > 0 && moreErrors(now, before)) {
      return bare(
          act,
          Verdict.WORSE,
          "%d of %d failed, before %d of %d"
              .formatted(now.errors(), now.requests(), before.errors(), before.requests()),
          now,
          before);
    }
    if (now.answered() < FEWEST || before.answered() < FEWEST) {
      return bare(
          act,
          Verdict.UNKNOWN,
          "%d and %d answers; %d of each are needed"
              .formatted(now.answered(), before.answered(), FEWEST),
          now,
          before);
    }
    Durations first = now.durations();
    Durations second = before.durations();
    double borne = tolerance * second.quantile(0.5);
    double borneTail = tolerance * second.quantile(0.99);
    double shift = Effect.shift(first, second);
    double delta = Effect.delta(first, second);
    double chance = Chance.longer(first, second);
    double tail = Chance.tailHeavier(first.less(borneTail), second);
    boolean longer = chance < CHANCE && shift >= borne && delta >= Effect.NEGLIGIBLE;
    boolean heavier = tail < CHANCE;
    String because =
        longer
            ? "takes longer: shift %.2f ms, delta %.2f, p %.1e"
                .formatted(shift / 1000, delta, chance)
            : heavier
                ? "more of them take very long: p %.1e".formatted(tail)
                : "shift %.2f ms, delta %.2f, p %.2g".formatted(shift / 1000, delta, chance);
    return new Line(
        act,
        longer || heavier ? Verdict.WORSE : Verdict.SAME,
        because,
        now.quantileMs(0.5),
        before.quantileMs(0.5),
        now.quantileMs(0.99),
        before.quantileMs(0.99),
        shift / 1000,
        delta,
        chance);
  }

  private static boolean moreErrors(Tally now, Tally before) {
    double rise =
        (double) now.errors() / now.requests() - (double) before.errors() / before.requests();
    return rise > BORNE_ERRORS
        && Chance.larger(now.errors(), now.requests(), before.errors(), before.requests()) < CHANCE;
  }

  private static Line bare(String act, Verdict verdict, String because, Tally now, Tally before) {
    return new Line(
        act,
        verdict,
        because,
        now.quantileMs(0.5),
        before.quantileMs(0.5),
        now.quantileMs(0.99),
        before.quantileMs(0.99),
        0,
        0,
        1);
  }
}
