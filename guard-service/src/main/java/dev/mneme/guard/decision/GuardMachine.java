package dev.mneme.guard.decision;

import dev.mneme.guard.decision.Observation.Outcome;
import dev.mneme.guard.decision.Observation.ProbeClaim;
import dev.mneme.guard.decision.Observation.ProbeResult;
import dev.mneme.guard.decision.Observation.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Decides about one scope. Nothing here reads a clock or remembers anything. */
public final class GuardMachine {

  private GuardMachine() {}

  /**
   * Begins again with a scope whose state is gone, from the mode that readers still obey. When that
   * keeps reads away, nobody knows for how long it should: a whole hold starts, then a probe.
   *
   * @param epoch of the mode that was published last
   */
  public static Decision resume(
      String scope, long epoch, Mode published, GuardPolicy policy, Instant now) {
    String because = "the guard's own state of this scope is gone, taken over from the last mode";
    Serving known = new Serving(scope, epoch, List.of(), RecentOutcomes.none(), because);
    return switch (published) {
      case READ_WRITE -> Decision.quiet(known, because);
      case WRITE_ONLY ->
          downgraded(known.downgraded(policy, now, Reason.STATE_LOST, because), List.of());
    };
  }

  /**
   * @param now by the guard's clock; going back does no harm, it only ends things later
   */
  public static Decision decide(
      GuardState state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (state) {
      case Serving serving -> serving(serving, observation, policy, now);
      case Holding holding -> holding(holding, observation, policy, now);
      case ProbeOffered offered -> offered(offered, observation, policy, now);
      case Probing probing -> probing(probing, observation, policy, now);
    };
  }

  private static Decision serving(
      Serving state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome outcome -> outcome(state, outcome, policy, now);
      case ProbeClaim _ -> Decision.quiet(state, "no probe is open: the scope serves");
      case ProbeResult _ -> Decision.quiet(state, "no probe is under way: the scope serves");
      case Tick _ ->
          state.idle(policy, now)
              ? Decision.quiet(
                  state.withoutFailures(),
                  "no failure for " + seconds(policy.idleReset()) + ", the count starts again")
              : Decision.quiet(state, "nothing is due");
    };
  }

  private static Decision outcome(Serving state, Outcome outcome, GuardPolicy policy, Instant now) {
    if (outcome.epoch() < state.epoch()) {
      return Decision.quiet(state, late(outcome.epoch(), state));
    }
    if (state.recent().contains(outcome.id())) {
      return Decision.quiet(state, "this outcome was counted before");
    }
    Result result = outcome.result();
    return switch (result.weight()) {
      case IGNORED -> Decision.quiet(state, result + " says nothing about the layer");
      case RESETS -> Decision.quiet(state.having(outcome).withoutFailures(), "the layer answered");
      case DOWNGRADES -> {
        String because = "the layer answered " + result + ", asking again cannot help";
        yield downgraded(
            state.having(outcome).downgraded(policy, now, Reason.UNAUTHORIZED, because),
            List.of(outcome.position()));
      }
      case COUNTS -> {
        Serving counting = state.idle(policy, now) ? state.withoutFailures() : state;
        yield counted(
            counting.having(outcome).failing(new Failure(result, outcome.position(), now)),
            policy,
            now);
      }
    };
  }

  private static Decision counted(Serving state, GuardPolicy policy, Instant now) {
    int failures = state.streak().size();
    if (failures < policy.threshold()) {
      return Decision.quiet(
          state, "failure " + failures + " of " + policy.threshold() + " in a row");
    }
    String because =
        failures
            + " failures in a row: "
            + String.join(
                ", ", state.streak().stream().map(failure -> failure.result().name()).toList());
    return downgraded(
        state.downgraded(policy, now, Reason.CONSECUTIVE_FAILURES, because), state.evidence());
  }

  private static Decision downgraded(Holding next, List<Position> evidence) {
    return Decision.event(
        next, ScopeEvent.Kind.DOWNGRADED, next.reason().word(), next.because(), evidence);
  }

  private static Decision holding(
      Holding state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome _ -> Decision.quiet(state, "reads have left the layer, a late answer");
      case ProbeClaim _ -> Decision.quiet(state, "no probe is open before the hold ends");
      case ProbeResult result -> Decision.quiet(state, late(result.epoch(), state));
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

  private static Decision offered(
      ProbeOffered state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome _ -> Decision.quiet(state, "reads have left the layer, a late answer");
      case ProbeClaim claim -> claim(state, claim, policy, now);
      case ProbeResult _ -> Decision.quiet(state, "nobody was granted the probe yet");
      case Tick _ -> {
        if (!state.expired(now)) {
          yield Decision.quiet(state, "the probe is open until " + state.deadline());
        }
        String because = "nobody claimed the probe in " + seconds(policy.probeOffer());
        yield Decision.event(
            state.unclaimed(policy, now, because),
            ScopeEvent.Kind.PROBE_FAILED,
            "offer_unclaimed",
            because,
            List.of());
      }
    };
  }

  private static Decision claim(
      ProbeOffered state, ProbeClaim claim, GuardPolicy policy, Instant now) {
    if (claim.epoch() != state.epoch()) {
      return Decision.quiet(state, late(claim.epoch(), state));
    }
    if (state.expired(now)) {
      return Decision.quiet(state, "the claim came after the offer's deadline");
    }
    return Decision.event(
        state.granted(claim.instance(), policy, now),
        ScopeEvent.Kind.PROBE_STARTED,
        "probe_claimed",
        claim.instance() + " was the first to claim the probe",
        List.of(claim.position()));
  }

  private static Decision probing(
      Probing state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome _ -> Decision.quiet(state, "reads have left the layer, a late answer");
      case ProbeClaim _ -> Decision.quiet(state, state.holder() + " holds the probe");
      case ProbeResult result -> result(state, result, policy, now);
      case Tick _ ->
          state.expired(now)
              ? probeFailed(
                  state,
                  "probe_lock_expired",
                  state.holder() + " did not answer in " + seconds(policy.probeLock()),
                  List.of(),
                  policy,
                  now)
              : Decision.quiet(state, "the probe is locked until " + state.lockUntil());
    };
  }

  private static Decision result(
      Probing state, ProbeResult result, GuardPolicy policy, Instant now) {
    if (result.epoch() != state.epoch()) {
      return Decision.quiet(state, late(result.epoch(), state));
    }
    if (!result.instance().equals(state.holder())) {
      return Decision.quiet(state, result.instance() + " answered a probe it does not hold");
    }
    if (state.expired(now)) {
      return Decision.quiet(state, "the probe was answered after its lock ended");
    }
    List<Position> evidence = List.of(result.position());
    if (result.result() != Result.SUCCESS) {
      String because = "the probe by " + state.holder() + " ended in " + result.result();
      return probeFailed(state, "probe_failed", because, evidence, policy, now);
    }
    String took = GuardPolicy.millis(result.latency());
    if (result.latency().compareTo(policy.probeBudget()) > 0) {
      String because =
          "the probe by " + state.holder() + " took " + took + " of " + policy.budgetInWords();
      return probeFailed(state, "probe_over_budget", because, evidence, policy, now);
    }
    String because = "the probe by " + state.holder() + " succeeded in " + took;
    return Decision.event(
        state.succeeded(because), ScopeEvent.Kind.RECOVERED, "probe_succeeded", because, evidence);
  }

  private static Decision probeFailed(
      Probing state,
      String cause,
      String because,
      List<Position> evidence,
      GuardPolicy policy,
      Instant now) {
    return Decision.event(
        state.failed(policy, now, because), ScopeEvent.Kind.PROBE_FAILED, cause, because, evidence);
  }

  private static String late(long epoch, GuardState state) {
    return "it belongs to epoch " + epoch + ", the scope is at " + state.epoch();
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
