package dev.mneme.guard.decision;

import dev.mneme.guard.decision.Observation.Command;
import dev.mneme.guard.decision.Observation.Outcome;
import dev.mneme.guard.decision.Observation.ProbeClaim;
import dev.mneme.guard.decision.Observation.ProbeResult;
import dev.mneme.guard.decision.Observation.Tick;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What operators may do to a scope. None of it shortens a hold: a forced mode only lies over it,
 * and when that ends the hold goes on, or its probe comes.
 */
final class Orders {

  private Orders() {}

  static Decision carryOut(GuardState state, Command command, GuardPolicy policy, Instant now) {
    return switch (command.order()) {
      case Order.Force force -> force(state, force, command, policy, now);
      case Order.Clear _ ->
          state instanceof Forced forced
              ? clear(forced, command, policy, now)
              : Decision.quiet(
                  state, "no mode is forced, and a hold is ended by time and a probe alone");
      case Order.ResetFailures _ -> Decision.quiet(reset(state), resetInWords(command));
    };
  }

  private static Decision force(
      GuardState state, Order.Force force, Command command, GuardPolicy policy, Instant now) {
    if (!now.isBefore(force.until())) {
      return Decision.quiet(state, "the forced mode would have ended already");
    }
    if (force.until().isAfter(now.plus(policy.longestForce()))) {
      return Decision.quiet(
          state, "a mode is forced for " + policy.longestForce() + " at most, this is for longer");
    }
    String because = Forced.inWords(force, command.actor(), command.reason(), now);
    return Decision.event(
        Forced.over(state, force, command.actor(), because, now),
        ScopeEvent.Kind.FORCED,
        "forced",
        because,
        command.actor(),
        List.of(command.position()));
  }

  private static Decision clear(Forced state, Command command, GuardPolicy policy, Instant now) {
    String because = "cleared by " + command.actor() + ": " + command.reason();
    return Decision.event(
        state.ended(policy, now, because),
        ScopeEvent.Kind.CLEARED,
        "cleared",
        because,
        command.actor(),
        List.of(command.position()));
  }

  private static GuardState reset(GuardState state) {
    return switch (state) {
      case Serving serving -> serving.counting(serving.count().reset());
      case Returning returning -> returning.counting(returning.count().reset(), 0);
      case Forced forced -> forced.withoutFailures(forced.count().reset());
      case Holding holding -> holding.withoutFailedProbes();
      case ProbeOffered offered -> offered.withoutFailedProbes();
      case Probing probing -> probing.withoutFailedProbes();
      case Spared spared -> spared;
    };
  }

  private static String resetInWords(Command command) {
    return "failures reset by " + command.actor() + ": " + command.reason();
  }

  static Decision forced(Forced state, Observation observation, GuardPolicy policy, Instant now) {
    return switch (observation) {
      case Outcome outcome -> outcome(state, outcome, policy, now);
      case ProbeClaim _ -> Decision.quiet(state, "no probe is open: the mode is forced");
      case ProbeResult result -> Decision.quiet(state, GuardMachine.late(result.epoch(), state));
      case Command command -> carryOut(state, command, policy, now);
      case Tick _ -> {
        if (!state.ended(now)) {
          yield Decision.quiet(state, "the forced mode goes on until " + state.until());
        }
        String because = "the mode forced by " + state.actor() + " ended";
        yield Decision.event(
            state.ended(policy, now, because),
            ScopeEvent.Kind.CLEARED,
            "force_ended",
            because,
            List.of());
      }
    };
  }

  private static Decision outcome(Forced state, Outcome outcome, GuardPolicy policy, Instant now) {
    Optional<String> uncounted = GuardMachine.uncounted(state, state.count(), outcome);
    if (uncounted.isPresent()) {
      return Decision.quiet(state, uncounted.get());
    }
    var counted = state.count().after(outcome, policy, now);
    return switch (counted.verdict()) {
      case Verdict.Bearable(String because) ->
          Decision.quiet(
              state.counting(counted.count(), state.beneath(), outcome),
              because + ", the mode stays forced");
      case Verdict.Condemned verdict ->
          Decision.quiet(
              state.counting(
                  counted.count().reset(), state.heldBeneath(policy, now, verdict), outcome),
              verdict.because() + "; the mode stays forced, a hold runs beneath it");
    };
  }
}
