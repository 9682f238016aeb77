package dev.mneme.guard.decision;

import dev.mneme.guard.decision.Observation.Command;
import dev.mneme.guard.decision.Observation.Outcome;
import dev.mneme.guard.decision.Observation.ProbeClaim;
import dev.mneme.guard.decision.Observation.ProbeResult;
import dev.mneme.guard.decision.Observation.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides about one scope. Nothing here reads a clock or remembers anything. */
public final class GuardMachine {

  private GuardMachine() {}

  /**
   * Begins again with a scope whose state is gone, from the mode that readers still obey. When that
   * keeps reads away, or lets them through for a reason that is gone with the state, nobody knows
   * for how long they should be away: a whole hold starts, then a probe. A mode that an operator
   * forced stays over it until its own end, unless it let reads through.
   */
  public static Decision resume(
      String scope, Published published, GuardPolicy policy, Instant now) {
    String because = "the guard's own state of this scope is gone, taken over from the last mode";
    Serving known = new Serving(scope, published.epoch(), Count.NOTHING, because);
    if (published.serves()) {
      return Decision.quiet(known, because);
    }
    var verdict = new Verdict.Condemned(Reason.STATE_LOST, because, List.of(), now);
    Holding hold = known.downgraded(policy, now, verdict);
    Instant until = published.until();
    if (until == null || !published.forcedAwayBeyond(now)) {
      return downgraded(hold, List.of());
    }
    return Decision.event(
        new Forced(
            scope,
            hold.epoch(),
            published.mode(),
            until,
            ScopeEvent.GUARD,
            Count.NOTHING,
            hold,
            because),
        ScopeEvent.Kind.FORCED,
        Reason.STATE_LOST.word(),
        because,
        List.of());
  }

  /**
   * @param now by the guard's clock; going back does no harm, it only ends things later
   */
  public static Decision decide(
      GuardState state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (state) {
      case Serving serving -> serving(serving, observation, policy, now);
      case Spared spared -> spared(spared, observation, policy, now);
      case Holding holding -> holding(holding, observation, policy, now);
      case ProbeOffered offered -> Probes.offered(offered, observation, policy, now);
      case Probing probing -> Probes.probing(probing, observation, policy, now);
      case Returning returning -> returning(returning, observation, policy, now);
      case Forced forced -> Orders.forced(forced, observation, policy, now);
    };
  }

  private static Decision serving(
      Serving state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome outcome -> outcome(state, outcome, policy, now);
      case ProbeClaim _ -> Decision.quiet(state, "no probe is open: the scope serves");
      case ProbeResult _ -> Decision.quiet(state, "no probe is under way: the scope serves");
      case Command command -> Orders.carryOut(state, command, policy, now);
      case Tick _ ->
          state.count().idle(policy, now)
              ? Decision.quiet(state.counting(state.count().withoutFailures()), idle(policy))
              : Decision.quiet(state, "nothing is due");
    };
  }

  private static Decision outcome(Serving state, Outcome outcome, GuardPolicy policy, Instant now) {
    Optional<String> uncounted = uncounted(state, state.count(), outcome);
    if (uncounted.isPresent()) {
      return Decision.quiet(state, uncounted.get());
    }
    var counted = state.count().after(outcome, policy, now);
    Serving seen = state.counting(counted.count(), outcome);
    return switch (counted.verdict()) {
      case Verdict.Bearable(String because) -> Decision.quiet(seen, because);
      case Verdict.Condemned verdict when policy.enforces(seen.scope(), seen.epoch() + 1) ->
          downgraded(seen.downgraded(policy, now, verdict), verdict.evidence());
      case Verdict.Condemned verdict -> {
        Spared next = seen.spared(policy, now, verdict);
        yield Decision.event(
            next,
            ScopeEvent.Kind.DOWNGRADED,
            next.reason().word() + "_not_enforced",
            next.because() + "; reads stay, as the policy only shows it",
            verdict.evidence());
      }
    };
  }

  private static Decision spared(
      Spared state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome _ -> Decision.quiet(state, "shown already, nothing is counted until it is over");
      case ProbeClaim _ -> Decision.quiet(state, "no probe is open: reads never left");
      case ProbeResult _ -> Decision.quiet(state, "no probe is under way: reads never left");
      case Command command -> Orders.carryOut(state, command, policy, now);
      case Tick _ -> {
        if (!state.ended(now)) {
          yield Decision.quiet(
              state, "the hold that was spared would go on until " + state.until());
        }
        String because = "the hold that was spared would have ended, counting starts again";
        yield Decision.event(
            state.over(because),
            ScopeEvent.Kind.RECOVERED,
            "spared_hold_ended",
            because,
            List.of());
      }
    };
  }

  private static Decision holding(
      Holding state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome _ -> Decision.quiet(state, "reads have left the layer, a late answer");
      case ProbeClaim _ -> Decision.quiet(state, "no probe is open before the hold ends");
      case ProbeResult result -> Decision.quiet(state, late(result.epoch(), state));
      case Command command -> Orders.carryOut(state, command, policy, now);
      case Tick _ ->
          state.ended(now)
              ? Decision.event(
                  state.offered(policy, now),
                  ScopeEvent.Kind.PROBE_OFFERED,
                  "hold_ended",
                  "the hold ended, one probe is open",
                  List.of())
              : Decision.quiet(state, "the hold goes on until " + state.until());
    };
  }

  private static Decision returning(
      Returning state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome outcome -> outcome(state, outcome, policy, now);
      case ProbeClaim _ -> Decision.quiet(state, "no probe is open: the scope returns");
      case ProbeResult result -> Decision.quiet(state, late(result.epoch(), state));
      case Command command -> Orders.carryOut(state, command, policy, now);
      case Tick _ -> {
        if (state.ended(now)) {
          String because =
              "%d%% of the subjects were read for %s and nothing spoke against it"
                  .formatted(state.percent(), seconds(policy.gradedReturn().dwell()));
          yield Decision.event(
              state.completed(because),
              ScopeEvent.Kind.RECOVERED,
              "return_completed",
              because,
              List.of());
        }
        yield state.count().idle(policy, now)
            ? Decision.quiet(
                state.counting(state.count().withoutFailures(), state.failedProbes()), idle(policy))
            : Decision.quiet(state, "the return goes on until " + state.until());
      }
    };
  }

  private static Decision outcome(
      Returning state, Outcome outcome, GuardPolicy policy, Instant now) {
    Optional<String> uncounted = uncounted(state, state.count(), outcome);
    if (uncounted.isPresent()) {
      return Decision.quiet(state, uncounted.get());
    }
    var counted = state.count().after(outcome, policy, now);
    Returning seen = state.counting(counted.count(), outcome);
    return switch (counted.verdict()) {
      case Verdict.Bearable(String because) -> Decision.quiet(seen, because);
      case Verdict.Condemned verdict ->
          downgraded(seen.downgraded(policy, now, verdict), verdict.evidence());
    };
  }

  /** Why an outcome does not count at all, if it does not. */
  static Optional<String> uncounted(GuardState state, Count count, Outcome outcome) {
    if (outcome.epoch() < state.epoch()) {
      return Optional.of(late(outcome.epoch(), state));
    }
    return count.knows(outcome) ? Optional.of("this outcome was counted before") : Optional.empty();
  }

  private static Decision downgraded(Holding next, List<Position> evidence) {
    return Decision.event(
        next, ScopeEvent.Kind.DOWNGRADED, next.reason().word(), next.because(), evidence);
  }

  private static String idle(GuardPolicy policy) {
    return "no failure for " + seconds(policy.idleReset()) + ", the count starts again";
  }

  static String late(long epoch, GuardState state) {
    return "it belongs to epoch " + epoch + ", the scope is at " + state.epoch();
  }

  static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
