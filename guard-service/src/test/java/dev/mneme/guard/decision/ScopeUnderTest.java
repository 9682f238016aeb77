package dev.mneme.guard.decision;

import dev.mneme.guard.decision.Observation.Outcome;
import dev.mneme.guard.decision.Observation.ProbeClaim;
import dev.mneme.guard.decision.Observation.ProbeResult;
import dev.mneme.guard.decision.Observation.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A scope, its clock and its log, driven step by step. */
final class ScopeUnderTest {
  static final String SCOPE = "new@local";
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final GuardPolicy policy;
  private GuardState state = Serving.initially(SCOPE);
  private Instant now = START;
  private long offset;

  ScopeUnderTest(GuardPolicy policy) {
    this.policy = policy;
  }

  GuardState state() {
    return state;
  }

  Instant now() {
    return now;
  }

  Position lastPosition() {
    return position(offset - 1);
  }

  static Position position(long offset) {
    return new Position("memory.outcomes", 0, offset);
  }

  ScopeUnderTest after(Duration time) {
    now = now.plus(time);
    return this;
  }

  Decision sees(Result result) {
    return sees(result, state.epoch());
  }

  Decision sees(Result result, long epoch) {
    return sees(new UUID(0, offset), result, epoch);
  }

  Decision sees(UUID id, Result result, long epoch) {
    return observes(new Outcome(id, result, epoch, "reader-0", position(offset++)));
  }

  Decision sees(Result first, Result second, Result third) {
    sees(first);
    sees(second);
    return sees(third);
  }

  Decision claim(String instance, long epoch) {
    return observes(new ProbeClaim(epoch, instance, position(offset++)));
  }

  Decision answer(String instance, long epoch, Result result, Duration latency) {
    return observes(new ProbeResult(epoch, instance, result, latency, position(offset++)));
  }

  Decision told(Order order) {
    return observes(
        new Observation.Command(
            new UUID(1, offset), order, "alice", "maintenance", position(offset++)));
  }

  Decision forced(Mode mode, Duration time) {
    return told(new Order.Force(mode, now.plus(time)));
  }

  Decision sees(Run... runs) {
    return observes(
        new Outcome(
            new UUID(0, offset), List.of(runs), state.epoch(), "reader-0", position(offset++)));
  }

  Decision tick() {
    return observes(new Tick());
  }

  Decision observes(Observation observation) {
    Decision decision = GuardMachine.decide(state, observation, policy, now);
    state = decision.next();
    return decision;
  }

  /** Brings a serving scope to the point where a probe is open. */
  ScopeUnderTest withProbeOpen() {
    sees(Result.UNAUTHORIZED);
    return afterHold();
  }

  ScopeUnderTest afterHold() {
    now = ((Holding) state).until();
    tick();
    return this;
  }
}
