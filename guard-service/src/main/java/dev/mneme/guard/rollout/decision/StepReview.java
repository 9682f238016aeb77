package dev.mneme.guard.rollout.decision;

import dev.mneme.guard.rollout.decision.RolloutState.Stepping;
import dev.mneme.guard.rollout.evidence.Evidence;
import dev.mneme.guard.rollout.evidence.Quality;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.guard.rollout.judge.Input;
import dev.mneme.guard.rollout.judge.Judge;
import dev.mneme.guard.rollout.judge.Look;
import dev.mneme.guard.rollout.judge.Sample;
import dev.mneme.guard.rollout.judge.Verdict;
import dev.mneme.guard.rollout.plan.Gates;
import dev.mneme.guard.rollout.plan.Limits;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A look at the evidence of a step.
 *
 * @param look how much of what is planned was there, and at the look before
 * @param lacking what else keeps the step from being left; none when nothing does
 * @param lackingCause the same in a word
 */
record StepReview(
    Look look,
    Verdict verdict,
    @Nullable String lacking,
    @Nullable String lackingCause,
    List<Input> inputs) {

  /** Looks at a step: each spends some of the chance of a false alarm, so there are few. */
  static final int LOOKS = 5;

  /** The look that is due now, if one is: at each fifth of the planned evidence and time. */
  static Optional<StepReview> due(Stepping stepping, Evidence evidence, Instant now) {
    Plan plan = stepping.plan();
    Step step = stepping.current();
    Tally seen = evidence.step(step.regions());
    double share = share(stepping, seen, now);
    double reached = share >= 1 ? 1 : Math.floor(share * LOOKS) / LOOKS;
    if (reached <= stepping.looked()) {
      return Optional.empty();
    }
    var look = new Look(stepping.looked(), reached);
    Verdict verdict = verdict(step, seen, look, plan);
    return Optional.of(review(look, verdict, seen.quality(), plan.gates()));
  }

  /** Whichever is less, of time and of reads; all of it when no more is waited for. */
  private static double share(Stepping stepping, Tally seen, Instant now) {
    Gates gates = stepping.plan().gates();
    Duration passed = Duration.between(stepping.since(), now);
    Duration dwell = stepping.current().dwell();
    if (passed.compareTo(dwell.plus(gates.patience())) >= 0) {
      return 1;
    }
    boolean alone = stepping.current().percent() == 100;
    long fewest =
        alone ? seen.canary().reads() : Math.min(seen.canary().reads(), seen.control().reads());
    return Math.min(
        (double) passed.toMillis() / dwell.toMillis(), (double) fewest / gates.judge().samples());
  }

  private static Verdict verdict(Step step, Tally seen, Look look, Plan plan) {
    return step.percent() == 100
        ? alone(seen.canary().sample(), plan.limits(), plan.gates().judge().minimumSamples())
        : Judge.judge(
            seen.canary().sample(),
            seen.control().sample(),
            step.percent(),
            look,
            plan.gates().judge());
  }

  /** Where all read from the new layer there is nobody to compare with: the limits have to do. */
  private static Verdict alone(Sample all, Limits limits, int minimum) {
    double p99 = limits.p99().toNanos() / 1e6;
    List<Input> inputs =
        List.of(
            Input.of("canary_reads", all.reads(), minimum),
            Input.of("canary_error_percent", all.errorPercent(), limits.errorPercent()),
            Input.of("canary_p99_ms", all.p99Millis(), p99));
    if (all.reads() == 0) {
      return new Verdict.NoData("nobody read", inputs);
    }
    if (all.reads() < minimum) {
      return new Verdict.Inconclusive(
          "%d reads are too few, %d are needed".formatted(all.reads(), minimum), inputs);
    }
    if (all.errorPercent() > limits.errorPercent() || all.p99Millis() > p99) {
      return new Verdict.Fail(
          String.format(
              Locale.ROOT,
              "%.2f %% of the reads failed, p99 is %.2f ms; the limits are %.2f %% and %.2f ms",
              all.errorPercent(),
              all.p99Millis(),
              limits.errorPercent(),
              p99),
          inputs);
    }
    return new Verdict.Pass("within the limits; there is no control group any more", inputs);
  }

  private static StepReview review(Look look, Verdict verdict, Quality quality, Gates gates) {
    var inputs = new ArrayList<>(verdict.inputs());
    inputs.add(Input.of("look_share", look.now()));
    inputs.add(Input.of("comparisons", quality.compared(), gates.comparisons()));
    inputs.add(Input.of("overlap", quality.overlap(), gates.overlap()));
    inputs.add(
        Input.of("slowest_forget_ms", quality.slowestForgetMillis(), gates.forgetLag().toMillis()));
    String lacking = null;
    String cause = null;
    if (quality.compared() < gates.comparisons()) {
      cause = "overlap_unknown";
      lacking =
          "only %d answers of both layers were compared, %d are needed"
              .formatted(quality.compared(), gates.comparisons());
    } else if (gates.comparisons() > 0 && quality.overlap() < gates.overlap()) {
      cause = "overlap";
      lacking =
          String.format(
              Locale.ROOT,
              "the layers' first results overlap by %.2f, %.2f is needed",
              quality.overlap(),
              gates.overlap());
    } else if (quality.slowestForgetMillis() > gates.forgetLag().toMillis()) {
      cause = "forget_lag";
      lacking =
          "a forget took %d ms, %d ms is the longest"
              .formatted(quality.slowestForgetMillis(), gates.forgetLag().toMillis());
    }
    return new StepReview(look, verdict, lacking, cause, List.copyOf(inputs));
  }
}
