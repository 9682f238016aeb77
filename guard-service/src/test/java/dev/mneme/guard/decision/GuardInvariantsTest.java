package dev.mneme.guard.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.guard.decision.Observation.Outcome;
import dev.mneme.guard.decision.Observation.ProbeClaim;
import dev.mneme.guard.decision.Observation.ProbeResult;
import dev.mneme.guard.decision.Observation.Tick;
import dev.mneme.guard.decision.ScopeEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What must hold whatever is seen, in whatever order, under whatever clock. */
class GuardInvariantsTest {
  private static final GuardPolicy POLICY = GuardPolicy.DEFAULT;

  /** Relative to the state it meets, so that random runs reach every state. */
  sealed interface Step {
    record Reports(Result result, int epochsAhead, int idsBack) implements Step {}

    record Claims(String instance, int epochsAhead) implements Step {}

    record Answers(boolean holder, Result result, int millis, int epochsAhead) implements Step {}

    record Waits(Duration time) implements Step {}

    record WaitsUntilDue(int millisBeyond) implements Step {}
  }

  /** One step of a run, as it was taken. */
  record Taken(GuardState before, Observation observation, Instant now, Decision decision) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> epochs =
        Arbitraries.frequency(Tuple.of(12, 0), Tuple.of(2, -1), Tuple.of(1, -2), Tuple.of(1, 1));
    Arbitrary<Integer> idsBack =
        Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(1, 1), Tuple.of(1, 3));
    Arbitrary<Result> results =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(Result.TIMEOUT, Result.SERVER_ERROR, Result.RATE_LIMITED)),
            Tuple.of(1, Arbitraries.of(Result.class)));
    Arbitrary<Result> answers =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(Result.SUCCESS)),
            Tuple.of(1, Arbitraries.of(Result.class)));
    Arbitrary<String> instances = Arbitraries.of("reader-0", "reader-1", "reader-2");
    return Arbitraries.<Step>frequencyOf(
            Tuple.of(6, Combinators.combine(results, epochs, idsBack).as(Step.Reports::new)),
            Tuple.of(3, Combinators.combine(instances, epochs).as(Step.Claims::new)),
            Tuple.of(
                3,
                Combinators.combine(
                        Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false)),
                        answers,
                        Arbitraries.integers().between(1, 300),
                        epochs)
                    .as(Step.Answers::new)),
            Tuple.of(
                2,
                Arbitraries.integers()
                    .between(-90, 90)
                    .map(s -> new Step.Waits(Duration.ofSeconds(s)))),
            Tuple.of(2, Arbitraries.integers().between(-1, 50).map(Step.WaitsUntilDue::new)))
        .list()
        .ofMinSize(20)
        .ofMaxSize(150);
  }

  @Property
  void shouldNeverLowerAnEpochAndRaiseItWithEachEvent(@ForAll("steps") List<Step> steps) {
    for (Taken taken : run(steps)) {
      GuardState next = taken.decision().next();
      assertThat(next.epoch()).isGreaterThanOrEqualTo(taken.before().epoch());
      assertThat(taken.decision().events()).hasSizeLessThanOrEqualTo(1);
      for (ScopeEvent event : taken.decision().events()) {
        assertThat(event.epoch()).isEqualTo(next.epoch()).isGreaterThan(taken.before().epoch());
      }
      if (taken.decision().events().isEmpty()) {
        assertThat(next.getClass()).isEqualTo(taken.before().getClass());
      }
      assertThat(taken.decision().because()).isNotBlank();
    }
  }

  @Property
  void shouldReturnToReadsOnlyByASuccessfulProbeOfItsHolder(@ForAll("steps") List<Step> steps) {
    for (Taken taken : run(steps)) {
      boolean returned =
          taken.before().mode() == Mode.WRITE_ONLY
              && taken.decision().next().mode() == Mode.READ_WRITE;
      if (returned) {
        Probing probing = (Probing) taken.before();
        ProbeResult answer = (ProbeResult) taken.observation();
        assertThat(answer.instance()).isEqualTo(probing.holder());
        assertThat(answer.epoch()).isEqualTo(probing.epoch());
        assertThat(answer.result()).isEqualTo(Result.SUCCESS);
        assertThat(answer.latency()).isLessThanOrEqualTo(POLICY.probeBudget());
        assertThat(taken.now()).isBefore(probing.lockUntil());
      }
    }
  }

  @Property
  void shouldNeverShortenAHoldByAnEvent(@ForAll("steps") List<Step> steps) {
    for (Taken taken : run(steps)) {
      if (taken.before() instanceof Holding holding && !taken.decision().next().equals(holding)) {
        assertThat(taken.observation()).isInstanceOf(Tick.class);
        assertThat(taken.now()).isAfterOrEqualTo(holding.until());
        assertThat(taken.decision().next()).isInstanceOf(ProbeOffered.class);
      }
    }
  }

  @Property
  void shouldGrantAtMostOneProbePerEpochAndOnlyOneAtATime(@ForAll("steps") List<Step> steps) {
    var granted = new HashSet<Long>();
    boolean underWay = false;
    for (Taken taken : run(steps)) {
      for (ScopeEvent event : taken.decision().events()) {
        if (event.kind() == Kind.PROBE_STARTED) {
          assertThat(underWay).isFalse();
          assertThat(granted.add(event.epoch())).isTrue();
        }
        underWay = event.kind() == Kind.PROBE_STARTED;
      }
    }
  }

  @Property
  void shouldBeRecoverableFromWhereverItIs(@ForAll("steps") List<Step> steps) {
    List<Taken> run = run(steps);
    GuardState state =
        run.isEmpty() ? Serving.initially("new@local") : run.getLast().decision().next();

    for (int step = 0; step < 4 && !(state instanceof Serving); step++) {
      Position position = ScopeUnderTest.position(step);
      state =
          switch (state) {
            case Serving serving -> serving;
            case Holding holding -> decide(holding, new Tick(), holding.until());
            case ProbeOffered offered ->
                decide(
                    offered,
                    new ProbeClaim(offered.epoch(), "reader-9", position),
                    offered.deadline().minusMillis(1));
            case Probing probing ->
                decide(
                    probing,
                    new ProbeResult(
                        probing.epoch(),
                        probing.holder(),
                        Result.SUCCESS,
                        Duration.ofMillis(5),
                        position),
                    probing.lockUntil().minusMillis(1));
          };
    }

    assertThat(state).isInstanceOf(Serving.class);
  }

  @Property
  void shouldNeverStayAwayForEverWhenNobodyAnswers(@ForAll("steps") List<Step> steps) {
    List<Taken> run = run(steps);
    GuardState state =
        run.isEmpty() ? Serving.initially("new@local") : run.getLast().decision().next();

    GuardState next =
        switch (state) {
          case Serving serving -> serving;
          case Holding holding -> decide(holding, new Tick(), holding.until());
          case ProbeOffered offered -> decide(offered, new Tick(), offered.deadline());
          case Probing probing -> decide(probing, new Tick(), probing.lockUntil());
        };

    assertThat(state instanceof Serving || next.epoch() == state.epoch() + 1).isTrue();
  }

  @Property
  void shouldDowngradeExactlyWhenAPlainCountSaysSo(@ForAll("steps") List<Step> steps) {
    var count = new PlainCount(POLICY);
    for (Taken taken : run(steps.stream().map(GuardInvariantsTest::forward).toList())) {
      boolean downgraded =
          taken.decision().events().stream().anyMatch(event -> event.kind() == Kind.DOWNGRADED);
      boolean expected =
          taken.before() instanceof Serving
              && taken.observation() instanceof Outcome outcome
              && count.reaches(outcome, taken.before().epoch(), taken.now());
      assertThat(downgraded).isEqualTo(expected);
    }
  }

  @Property
  void shouldDecideTheSameWhenReplayed(@ForAll("steps") List<Step> steps) {
    List<Taken> run = run(steps);
    GuardState state = Serving.initially("new@local");
    for (Taken taken : run) {
      Decision again = GuardMachine.decide(state, taken.observation(), POLICY, taken.now());
      assertThat(again).isEqualTo(taken.decision());
      state = again.next();
    }
  }

  /** The plain count knows no ticks, which make a difference only when the clock goes back. */
  private static Step forward(Step step) {
    return step instanceof Step.Waits(Duration time) ? new Step.Waits(time.abs()) : step;
  }

  private static GuardState decide(GuardState state, Observation observation, Instant now) {
    return GuardMachine.decide(state, observation, POLICY, now).next();
  }

  static List<Taken> run(List<Step> steps) {
    var taken = new ArrayList<Taken>();
    GuardState state = Serving.initially("new@local");
    Instant now = ScopeUnderTest.START;
    long offset = 0;
    for (Step step : steps) {
      now =
          switch (step) {
            case Step.Waits waits -> now.plus(waits.time());
            case Step.WaitsUntilDue waits -> due(state, now).plusMillis(waits.millisBeyond());
            case Step.Reports _, Step.Claims _, Step.Answers _ -> now.plusMillis(1);
          };
      Observation observation = observation(step, state, offset++);
      Decision decision = GuardMachine.decide(state, observation, POLICY, now);
      taken.add(new Taken(state, observation, now, decision));
      state = decision.next();
    }
    return taken;
  }

  private static Instant due(GuardState state, Instant now) {
    return switch (state) {
      case Serving _ -> now;
      case Holding holding -> holding.until();
      case ProbeOffered offered -> offered.deadline();
      case Probing probing -> probing.lockUntil();
    };
  }

  private static Observation observation(Step step, GuardState state, long offset) {
    Position position = ScopeUnderTest.position(offset);
    return switch (step) {
      case Step.Reports(Result result, int ahead, int idsBack) ->
          new Outcome(
              new UUID(7, offset - idsBack),
              result,
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
      case Step.Waits _, Step.WaitsUntilDue _ -> new Tick();
    };
  }
}
