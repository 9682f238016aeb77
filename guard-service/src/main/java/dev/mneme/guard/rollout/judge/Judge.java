package dev.mneme.guard.rollout.judge;

import dev.mneme.outcomes.samples.Chance;
import dev.mneme.outcomes.samples.Durations;
import dev.mneme.outcomes.samples.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the canary with the control group of the same time. Three things may fail: the error
 * rate, the slowest reads, and all of them. Each must be both larger than chance explains, with the
 * chance shared among the three and over all looks, and larger than is borne. A pass rules out
 * twice as much as is borne, with a confidence of 95 % for each.
 */
public final class Judge {

  /** Of the sample-ratio test: a mismatch is a broken experiment, not a matter of degree. */
  private static final double MISMATCH = 0.001;

  private static final double CONFIDENCE = 0.05;
  private static final int TESTS = 3;

  private final Sample canary;
  private final Sample control;
  private final JudgePolicy policy;
  private final double chance;
  private final List<Input> inputs = new ArrayList<>();
  private final List<String> worse = new ArrayList<>();
  private final List<String> open = new ArrayList<>();

  private Judge(Sample canary, Sample control, Look look, JudgePolicy policy) {
    this.canary = canary;
    this.control = control;
    this.policy = policy;
    this.chance = look.share(policy.falseAlarms() / TESTS);
  }

  /**
   * @param percent share of the subjects that are on the canary's side, above 0 and below 100
   */
  public static Verdict judge(
      Sample canary, Sample control, int percent, Look look, JudgePolicy policy) {
    return new Judge(canary, control, look, policy).verdict(percent);
  }

  private Verdict verdict(int percent) {
    inputs.add(Input.of("canary_reads", canary.reads(), policy.minimumSamples()));
    inputs.add(Input.of("control_reads", control.reads(), policy.minimumSamples()));
    if (canary.reads() == 0 || control.reads() == 0) {
      return new Verdict.NoData(
          (canary.reads() == 0 ? "the canary" : "the control group") + " has no reads", inputs());
    }
    long fewest = Math.min(canary.answered().total(), control.answered().total());
    if (Math.min(canary.reads(), control.reads()) < policy.minimumSamples()) {
      return new Verdict.Inconclusive(
          "%d reads of the canary and %d of the control group are too few, %d of each are needed"
              .formatted(canary.reads(), control.reads(), policy.minimumSamples()),
          inputs());
    }
    if (isMismatched(percent)) {
      return new Verdict.Inconclusive(
          "the canary has %d of %d reads, which does not go with a share of %d %%"
              .formatted(canary.reads(), canary.reads() + control.reads(), percent),
          inputs());
    }
    errors();
    if (fewest < policy.minimumSamples()) {
      open.add("too few reads were answered to compare how long they took");
    } else {
      Durations first = Durations.of(canary.answered());
      Durations second = Durations.of(control.answered());
      tail(first, second);
      all(first, second);
    }
    if (!worse.isEmpty()) {
      return new Verdict.Fail(String.join("; ", worse), inputs());
    }
    return open.isEmpty()
        ? new Verdict.Pass(
            "not worse than the control group in errors, slowest reads and all reads", inputs())
        : new Verdict.Inconclusive(String.join("; ", open), inputs());
  }

  private boolean isMismatched(int percent) {
    boolean canaryIsSmaller = percent <= 50;
    double expected = (canaryIsSmaller ? percent : 100 - percent) / 100.0;
    long some = canaryIsSmaller ? canary.reads() : control.reads();
    long others = canaryIsSmaller ? control.reads() : canary.reads();
    double seen = (double) some / (some + others);
    double nearest =
        Math.clamp(
            seen,
            expected * (1 - policy.mismatch()),
            Math.min(0.999, expected * (1 + policy.mismatch())));
    double p = nearest == seen ? 1 : Chance.ratio(some, others, nearest);
    inputs.add(Input.of("sample_ratio_p", p, MISMATCH));
    return p < MISMATCH;
  }

  private void errors() {
    double p = Chance.larger(canary.errors(), canary.reads(), control.errors(), control.reads());
    double rise = canary.errorPercent() - control.errorPercent();
    double bound =
        100 * Chance.rise(canary.errors(), canary.reads(), control.errors(), control.reads());
    inputs.add(Input.of("canary_error_percent", canary.errorPercent()));
    inputs.add(Input.of("control_error_percent", control.errorPercent()));
    inputs.add(Input.of("error_rise_points", rise, policy.errorPoints()));
    inputs.add(Input.of("error_rise_p", p, chance));
    if (p < chance && rise >= policy.errorPoints()) {
      worse.add(
          words(
              "errors are %.2f %% instead of %.2f %%",
              canary.errorPercent(), control.errorPercent()));
    } else if (bound > 2 * policy.errorPoints()) {
      open.add(words("errors may be up to %.2f points more", bound));
    }
  }

  private void tail(Durations first, Durations second) {
    double slowest = first.quantile(0.99);
    double usual = second.quantile(0.99);
    double borne = policy.p99Rise(usual);
    double p = Chance.tailHeavier(first, second);
    inputs.add(Input.of("canary_p99_ms", slowest / 1000));
    inputs.add(Input.of("control_p99_ms", usual / 1000));
    inputs.add(Input.of("p99_rise_ms", (slowest - usual) / 1000, borne / 1000));
    inputs.add(Input.of("tail_p", p, chance));
    if (p < chance && slowest - usual >= borne) {
      worse.add(words("p99 is %.2f ms instead of %.2f ms", slowest / 1000, usual / 1000));
    } else if (Chance.tailLighter(first.less(2 * borne), second) > CONFIDENCE) {
      open.add(words("p99 may be over %.2f ms more", 2 * borne / 1000));
    }
  }

  private void all(Durations first, Durations second) {
    double median = second.quantile(0.5);
    double borne = policy.shift(median);
    double shift = Effect.shift(first, second);
    double delta = Effect.delta(first, second);
    double p = Chance.longer(first, second);
    inputs.add(Input.of("control_p50_ms", median / 1000));
    inputs.add(Input.of("shift_ms", shift / 1000, borne / 1000));
    inputs.add(Input.of("cliffs_delta", delta, Effect.NEGLIGIBLE));
    inputs.add(Input.of("shift_p", p, chance));
    if (p < chance && shift >= borne && delta >= Effect.NEGLIGIBLE) {
      worse.add(
          words("reads take %.2f ms more than the usual %.2f ms", shift / 1000, median / 1000));
    } else if (Chance.shorter(first.less(2 * borne), second) > CONFIDENCE) {
      open.add(words("reads may take over %.2f ms more", 2 * borne / 1000));
    }
  }

  private List<Input> inputs() {
    return List.copyOf(inputs);
  }

  private static String words(String form, Object... numbers) {
    return String.format(Locale.ROOT, form, numbers);
  }
}
