package dev.mneme.guard.decision;

import dev.mneme.guard.decision.Observation.Command;
import dev.mneme.guard.decision.Observation.Outcome;
import dev.mneme.guard.decision.Observation.ProbeClaim;
import dev.mneme.guard.decision.Observation.ProbeResult;
import dev.mneme.guard.decision.Observation.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Random runs of a scope: what comes to it, relative to the state it meets, and what it makes. */
public final class Steps {

  /** Every option in use, so that short runs reach what they are for. */
  public static final GuardPolicy OPTIONS =
      new GuardPolicy(
          3,
          Duration.ofSeconds(60),
          Duration.ofSeconds(300),
          2.0,
          0.2,
          Duration.ofHours(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMillis(150),
          Duration.ofHours(2),
          new SlowCallPolicy(0.5, 5, 12),
          50,
          new GradedReturn(10, Duration.ofSeconds(60)));

  private Steps() {}

  /** Relative to the state it meets, so that random runs reach every state. */
  public sealed interface Step {
    record Reports(List<Run> runs, int epochsAhead, int idsBack) implements Step {}

    record Claims(String instance, int epochsAhead) implements Step {}

    record Answers(boolean holder, Result result, int millis, int epochsAhead) implements Step {}

    record Forces(Mode mode, Duration time) implements Step {}

    record Orders(Order order) implements Step {}

    record Waits(Duration time) implements Step {}

    record WaitsUntilDue(int millisBeyond) implements Step {}

    /** State and changelog are gone; what was published last is not. */
    record LosesItsState() implements Step {}
  }

  /**
   * One step of a run, as it was taken.
   *
   * @param observation none when the state was lost
   */
  public record Taken(
      GuardState before, @Nullable Observation observation, Instant now, Decision decision) {

    boolean lost() {
      return observation == null;
    }
  }

  public static Arbitrary<GuardPolicy> policies() {
    return Arbitraries.of(GuardPolicy.DEFAULT, OPTIONS);
  }

  public static Arbitrary<List<Step>> any() {
    Arbitrary<Integer> epochs =
        Arbitraries.frequency(Tuple.of(12, 0), Tuple.of(2, -1), Tuple.of(1, -2), Tuple.of(1, 1));
    Arbitrary<Integer> idsBack =
        Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(1, 1), Tuple.of(1, 3));
    Arbitrary<Result> answers =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(Result.SUCCESS)),
            Tuple.of(1, Arbitraries.of(Result.class)));
    Arbitrary<String> instances = Arbitraries.of("reader-0", "reader-1", "reader-2");
    return Arbitraries.<Step>frequencyOf(
            Tuple.of(
                9,
                Combinators.combine(runs().list().ofMinSize(1).ofMaxSize(3), epochs, idsBack)
                    .as(Step.Reports::new)),
            Tuple.of(4, Combinators.combine(instances, epochs).as(Step.Claims::new)),
            Tuple.of(
                4,
                Combinators.combine(
                        Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false)),
                        answers,
                        Arbitraries.integers().between(1, 300),
                        epochs)
                    .as(Step.Answers::new)),
            Tuple.of(
                1,
                Combinators.combine(
                        Arbitraries.of(Mode.class),
                        Arbitraries.integers().between(-10, 8_000).map(Duration::ofSeconds))
                    .as(Step.Forces::new)),
            Tuple.of(
                1,
                Arbitraries.<Order>of(new Order.Clear(), new Order.ResetFailures())
                    .map(Step.Orders::new)),
            Tuple.of(
                3,
                Arbitraries.integers()
                    .between(-90, 90)
                    .map(s -> new Step.Waits(Duration.ofSeconds(s)))),
            Tuple.of(4, Arbitraries.integers().between(-1, 50).map(Step.WaitsUntilDue::new)),
            Tuple.of(1, Arbitraries.just(new Step.LosesItsState())))
        .list()
        .ofMinSize(20)
        .ofMaxSize(150);
  }

  private static Arbitrary<Run> runs() {
    Arbitrary<Result> results =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(Result.TIMEOUT, Result.SERVER_ERROR, Result.RATE_LIMITED)),
            Tuple.of(2, Arbitraries.just(Result.SUCCESS)),
            Tuple.of(1, Arbitraries.of(Result.class)));
    return Combinators.combine(
            results,
            Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(1, 2), Tuple.of(1, 7)),
            Arbitraries.of(false, false, true),
            Arbitraries.of(0, 0, 30, 900, 100_000).map(Duration::ofSeconds))
        .as(
            (result, times, slow, retryAfter) ->
                new Run(
                    result,
                    times,
                    slow,
                    result == Result.RATE_LIMITED ? retryAfter : Duration.ZERO));
  }

  public static List<Taken> run(List<Step> steps, GuardPolicy policy) {
    var taken = new ArrayList<Taken>();
    GuardState state = Serving.initially("new@local");
    GuardState published = null;
    Instant now = ScopeUnderTest.START;
    long offset = 0;
    for (Step step : steps) {
      now = now(step, state, now);
      Observation observation = null;
      Decision decision;
      if (!(step instanceof Step.LosesItsState)) {
        observation = observation(step, state, now, offset++);
        decision = GuardMachine.decide(state, observation, policy, now);
      } else if (published != null) {
        decision = GuardMachine.resume("new@local", published(published), policy, now);
      } else {
        continue; // nothing was ever said about the scope: it begins as any other
      }
      taken.add(new Taken(state, observation, now, decision));
      state = decision.next();
      published = decision.events().isEmpty() ? published : state;
    }
    return taken;
  }

  /** As a reader of the topic sees it. */
  static Published published(GuardState state) {
    return new Published(
        state.epoch(),
        state.mode(),
        state.reason().word(),
        state instanceof Serving || state instanceof ProbeOffered || state instanceof Probing
            ? null
            : due(state, Instant.MIN));
  }

  private static Instant now(Step step, GuardState state, Instant now) {
    return switch (step) {
      case Step.Waits waits -> now.plus(waits.time());
      case Step.WaitsUntilDue waits -> due(state, now).plusMillis(waits.millisBeyond());
      case Step.Reports _,
          Step.Claims _,
          Step.Answers _,
          Step.Forces _,
          Step.Orders _,
          Step.LosesItsState _ ->
          now.plusMillis(1);
    };
  }

  static Instant due(GuardState state, Instant never) {
    return switch (state) {
      case Serving _ -> never;
      case Spared spared -> spared.until();
      case Holding holding -> holding.until();
      case ProbeOffered offered -> offered.deadline();
      case Probing probing -> probing.lockUntil();
      case Returning returning -> returning.until();
      case Forced forced -> forced.until();
    };
  }

  private static Observation observation(Step step, GuardState state, Instant now, long offset) {
    Position position = ScopeUnderTest.position(offset);
    return switch (step) {
      case Step.Reports(List<Run> runs, int ahead, int idsBack) ->
          new Outcome(
              new UUID(7, offset - idsBack),
              runs,
              Math.max(0, state.epoch() + ahead),
              "reader-0",
              position);
      case Step.Claims(String instance, int ahead) ->
          new ProbeClaim(state.epoch() + ahead, instance, position);
      case Step.Answers(boolean holder, Result result, int millis, int ahead) ->
          new ProbeResult(
              state.epoch() + ahead,
              holder && state instanceof Probing probing ? probing.holder() : "reader-9",
              result,
              Duration.ofMillis(millis),
              position);
      case Step.Forces(Mode mode, Duration time) ->
          command(new Order.Force(mode, now.plus(time)), position);
      case Step.Orders(Order order) -> command(order, position);
      case Step.Waits _, Step.WaitsUntilDue _, Step.LosesItsState _ -> new Tick();
    };
  }

  private static Command command(Order order, Position position) {
    return new Command(new UUID(9, position.offset()), order, "alice", "because", position);
  }
}
