package dev.mneme.guard.decision;

import dev.mneme.guard.decision.Observation.Command;
import dev.mneme.guard.decision.Observation.Outcome;
import dev.mneme.guard.decision.Observation.ProbeClaim;
import dev.mneme.guard.decision.Observation.ProbeResult;
import dev.mneme.guard.decision.Observation.Tick;
import java.time.Instant;
import java.util.List;

/** The way back: one probe for each hold, granted to one instance, believed from it alone. */
final class Probes {

  private Probes() {}

  static Decision offered(
      ProbeOffered state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome _ -> Decision.quiet(state, "reads have left the layer, a late answer");
      case ProbeClaim claim -> claim(state, claim, policy, now);
      case Command command -> Orders.carryOut(state, command, policy, now);
      case ProbeResult _ -> Decision.quiet(state, "nobody was granted the probe yet");
      case Tick _ -> {
        if (!state.expired(now)) {
          yield Decision.quiet(state, "the probe is open until " + state.deadline());
        }
        String because = "nobody claimed the probe in " + GuardMachine.seconds(policy.probeOffer());
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
      return Decision.quiet(state, GuardMachine.late(claim.epoch(), state));
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

  static Decision probing(Probing state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome _ -> Decision.quiet(state, "reads have left the layer, a late answer");
      case ProbeClaim _ -> Decision.quiet(state, state.holder() + " holds the probe");
      case ProbeResult result -> result(state, result, policy, now);
      case Command command -> Orders.carryOut(state, command, policy, now);
      case Tick _ ->
          state.expired(now)
              ? probeFailed(
                  state,
                  "probe_lock_expired",
                  state.holder() + " did not answer in " + GuardMachine.seconds(policy.probeLock()),
                  List.of(),
                  policy,
                  now)
              : Decision.quiet(state, "the probe is locked until " + state.lockUntil());
    };
  }

  private static Decision result(
      Probing state, ProbeResult result, GuardPolicy policy, Instant now) {
    if (result.epoch() != state.epoch()) {
      return Decision.quiet(state, GuardMachine.late(result.epoch(), state));
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
    GradedReturn graded = policy.gradedReturn();
    if (graded.isOn()) {
      String share = because + ", " + graded.percent() + "% of the subjects come first";
      return Decision.event(
          state.returning(graded, now, share),
          ScopeEvent.Kind.RETURN_STARTED,
          "probe_succeeded",
          share,
          evidence);
    }
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
}
