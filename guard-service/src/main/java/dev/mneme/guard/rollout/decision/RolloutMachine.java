package dev.mneme.guard.rollout.decision;

import dev.mneme.guard.rollout.decision.RolloutFact.Kind;
import dev.mneme.guard.rollout.decision.RolloutState.Aborted;
import dev.mneme.guard.rollout.decision.RolloutState.Completed;
import dev.mneme.guard.rollout.decision.RolloutState.NoPlan;
import dev.mneme.guard.rollout.decision.RolloutState.Paused;
import dev.mneme.guard.rollout.decision.RolloutState.Planned;
import dev.mneme.guard.rollout.decision.RolloutState.RolledBack;
import dev.mneme.guard.rollout.decision.RolloutState.Stepping;
import dev.mneme.guard.rollout.evidence.Evidence;
import dev.mneme.guard.rollout.judge.Input;
import dev.mneme.guard.rollout.judge.Verdict;
import dev.mneme.guard.rollout.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rollout's decisions. Only a pass promotes; what is not known pauses; what is worse, or
 * exceeds a limit, is rolled back. At most one thing happens at a time.
 */
public final class RolloutMachine {

  private static final String SET_BY_HAND = "set_by_hand";

  private RolloutMachine() {}

  public static RolloutDecision decide(RolloutState state, Observed observed, Instant now) {
    return switch (observed) {
      case Observed.Applied applied -> applied(state, applied, now);
      case Observed.Told told -> told(state, told, now);
      case Observed.Seen(Evidence evidence) -> seen(state, evidence, now);
      case Observed.SetByHand set -> setByHand(state, set);
      case Observed.Lost(Plan plan) -> lost(state, plan);
    };
  }

  private static RolloutDecision applied(
      RolloutState state, Observed.Applied applied, Instant now) {
    if (state.isUnderWay()) {
      return RolloutDecision.nothing(
          state, "a plan is under way: abort it first, or let it come to its end");
    }
    Plan plan = applied.plan();
    String because =
        "%s applied the plan %s: %s".formatted(applied.actor(), plan.name(), applied.reason());
    var next = new Stepping(plan, 0, now, 0, state.sequence() + 1, because);
    return RolloutDecision.setting(
        next, fact(Kind.APPLIED, next, "applied", because, null, List.of(), applied.actor()));
  }

  private static RolloutDecision told(RolloutState state, Observed.Told told, Instant now) {
    return switch (state) {
      case Stepping stepping ->
          switch (told.order()) {
            case PAUSE -> pause(stepping, told);
            case RESUME -> RolloutDecision.nothing(state, "it is not paused");
            case PROMOTE ->
                promote(stepping, told.actor(), "told", words(told), null, List.of(), now);
            case ABORT -> abort(stepping, told);
          };
      case Paused paused ->
          switch (told.order()) {
            case PAUSE -> RolloutDecision.nothing(state, "it is paused already");
            case RESUME -> resume(paused, told, now);
            case PROMOTE ->
                promote(paused, told.actor(), "told", words(told), null, List.of(), now);
            case ABORT -> abort(paused, told);
          };
      case NoPlan _, RolledBack _, Aborted _, Completed _ ->
          RolloutDecision.nothing(state, "no plan is under way");
    };
  }

  private static String words(Observed.Told told) {
    return "%s said so: %s".formatted(told.actor(), told.reason());
  }

  private static RolloutDecision pause(Stepping stepping, Observed.Told told) {
    return paused(stepping, "told", words(told), null, List.of(), told.actor());
  }

  private static RolloutDecision resume(Paused paused, Observed.Told told, Instant now) {
    var next =
        new Stepping(paused.plan(), paused.step(), now, 0, paused.sequence() + 1, words(told));
    return RolloutDecision.setting(
        next, fact(Kind.RESUMED, next, "told", words(told), null, List.of(), told.actor()));
  }

  private static RolloutDecision abort(Planned state, Observed.Told told) {
    var next = new Aborted(state.plan(), state.step(), state.sequence() + 1, words(told));
    return RolloutDecision.setting(
        next, fact(Kind.ABORTED, next, "told", words(told), null, List.of(), told.actor()));
  }

  private static RolloutDecision seen(RolloutState state, Evidence evidence, Instant now) {
    return switch (state) {
      case Stepping stepping ->
          Alarm.of(stepping.plan(), stepping.exposure().keySet(), evidence, now)
              .map(alarm -> rollBack(stepping, alarm))
              .orElseGet(() -> reviewed(stepping, evidence, now));
      case Paused paused ->
          Alarm.of(paused.plan(), paused.exposure().keySet(), evidence, now)
              .map(alarm -> rollBack(paused, alarm))
              .orElseGet(() -> RolloutDecision.nothing(state, state.because()));
      case NoPlan _, RolledBack _, Aborted _, Completed _ ->
          RolloutDecision.nothing(state, state.because());
    };
  }

  private static RolloutDecision rollBack(Planned state, Alarm alarm) {
    return rolledBack(state, alarm.cause(), alarm.because(), null, alarm.inputs());
  }

  private static RolloutDecision reviewed(Stepping stepping, Evidence evidence, Instant now) {
    Optional<StepReview> due = StepReview.due(stepping, evidence, now);
    if (due.isEmpty()) {
      return RolloutDecision.nothing(
          stepping, "the step of %d %% goes on".formatted(stepping.current().percent()));
    }
    StepReview review = due.get();
    Verdict verdict = review.verdict();
    if (verdict instanceof Verdict.Fail fail) {
      return rolledBack(stepping, "judged_worse", fail.because(), verdict, review.inputs());
    }
    if (!review.look().isLast()) {
      return looked(stepping, review);
    }
    if (!(verdict instanceof Verdict.Pass)) {
      return paused(
          stepping,
          verdict.word(),
          verdict.because(),
          verdict,
          review.inputs(),
          RolloutFact.CONTROLLER);
    }
    String lacking = review.lacking();
    String cause = review.lackingCause();
    return lacking == null || cause == null
        ? promote(
            stepping,
            RolloutFact.CONTROLLER,
            "passed",
            verdict.because(),
            verdict,
            review.inputs(),
            now)
        : paused(stepping, cause, lacking, verdict, review.inputs(), RolloutFact.CONTROLLER);
  }

  private static RolloutDecision looked(Stepping stepping, StepReview review) {
    String because = "too early to leave the step: " + review.verdict().because();
    var next =
        new Stepping(
            stepping.plan(),
            stepping.step(),
            stepping.since(),
            review.look().now(),
            stepping.sequence() + 1,
            because);
    return RolloutDecision.keeping(
        next,
        fact(
            Kind.LOOKED,
            next,
            "too_early",
            because,
            review.verdict(),
            review.inputs(),
            RolloutFact.CONTROLLER));
  }

  private static RolloutDecision promote(
      Planned state,
      String actor,
      String cause,
      String because,
      @Nullable Verdict verdict,
      List<Input> inputs,
      Instant now) {
    if (state.plan().isLast(state.step())) {
      var done = new Completed(state.plan(), state.step(), state.sequence() + 1, because);
      return RolloutDecision.keeping(
          done, fact(Kind.COMPLETED, done, cause, because, verdict, inputs, actor));
    }
    var next = new Stepping(state.plan(), state.step() + 1, now, 0, state.sequence() + 1, because);
    return RolloutDecision.setting(
        next, fact(Kind.STEP_STARTED, next, cause, because, verdict, inputs, actor));
  }

  private static RolloutDecision paused(
      Stepping stepping,
      String cause,
      String because,
      @Nullable Verdict verdict,
      List<Input> inputs,
      String actor) {
    var next =
        new Paused(
            stepping.plan(), stepping.step(), stepping.since(), stepping.sequence() + 1, because);
    return RolloutDecision.keeping(
        next, fact(Kind.PAUSED, next, cause, because, verdict, inputs, actor));
  }

  private static RolloutDecision rolledBack(
      Planned state, String cause, String because, @Nullable Verdict verdict, List<Input> inputs) {
    var next = new RolledBack(state.plan(), state.step(), state.sequence() + 1, because);
    return RolloutDecision.setting(
        next,
        fact(Kind.ROLLED_BACK, next, cause, because, verdict, inputs, RolloutFact.CONTROLLER));
  }

  /** What somebody set is not set back, nor built upon: it waits until somebody says so. */
  private static RolloutDecision setByHand(RolloutState state, Observed.SetByHand set) {
    if (!(state instanceof Stepping stepping)
        || !(set.region().equals("*") || stepping.plan().regions().contains(set.region()))) {
      return RolloutDecision.nothing(state, "no plan is under way in that region");
    }
    return paused(
        stepping,
        SET_BY_HAND,
        "%s set rollout@%s to %s".formatted(set.actor(), set.region(), set.value()),
        null,
        List.of(),
        set.actor());
  }

  private static RolloutDecision lost(RolloutState state, Plan plan) {
    if (!(state instanceof NoPlan)) {
      return RolloutDecision.nothing(state, "the state is there");
    }
    String because = "the rollout's state is lost: nobody knows what its shares rest on";
    var next = new RolledBack(plan, 0, state.sequence() + 1, because);
    return RolloutDecision.setting(
        next,
        fact(
            Kind.ROLLED_BACK,
            next,
            "state_lost",
            because,
            null,
            List.of(),
            RolloutFact.CONTROLLER));
  }

  private static RolloutFact fact(
      Kind kind,
      Planned next,
      String cause,
      String because,
      @Nullable Verdict verdict,
      List<Input> inputs,
      String actor) {
    return new RolloutFact(
        kind,
        cause,
        because,
        next.step() + 1,
        next.exposure(),
        verdict == null ? null : verdict.word(),
        inputs,
        actor,
        next.sequence());
  }
}
