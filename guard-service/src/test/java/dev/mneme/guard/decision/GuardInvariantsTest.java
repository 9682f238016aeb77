package dev.mneme.guard.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.guard.decision.Observation.Command;
import dev.mneme.guard.decision.Observation.Outcome;
import dev.mneme.guard.decision.Observation.ProbeClaim;
import dev.mneme.guard.decision.Observation.ProbeResult;
import dev.mneme.guard.decision.Observation.Tick;
import dev.mneme.guard.decision.ScopeEvent.Kind;
import dev.mneme.guard.decision.Steps.Step;
import dev.mneme.guard.decision.Steps.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * What must hold whatever is seen or ordered, in whatever order, under whatever clock, and when
 * state is lost in between.
 */
class GuardInvariantsTest {

  @Provide
  Arbitrary<List<Step>> steps() {
    return Steps.any();
  }

  @Provide
  Arbitrary<GuardPolicy> policies() {
    return Steps.policies();
  }

  @Property
  void shouldNeverLowerAnEpochAndRaiseItWithEachEvent(
      @ForAll("steps") List<Step> steps, @ForAll("policies") GuardPolicy policy) {
    long announced = 0;
    for (Taken taken : Steps.run(steps, policy)) {
      GuardState next = taken.decision().next();
      assertThat(taken.decision().events()).hasSizeLessThanOrEqualTo(1);
      for (ScopeEvent event : taken.decision().events()) {
        assertThat(event.epoch()).isEqualTo(next.epoch()).isGreaterThan(announced);
        announced = event.epoch();
      }
      if (!taken.lost()) {
        assertThat(next.epoch()).isGreaterThanOrEqualTo(taken.before().epoch());
        if (taken.decision().events().isEmpty()) {
          assertThat(next.getClass()).isEqualTo(taken.before().getClass());
        }
      }
      assertThat(taken.decision().because()).isNotBlank();
    }
  }

  @Property
  void shouldReturnToReadsOnlyByASuccessfulProbeOfItsHolderOrByForce(
      @ForAll("steps") List<Step> steps, @ForAll("policies") GuardPolicy policy) {
    for (Taken taken : Steps.run(steps, policy)) {
      boolean returned =
          taken.before().mode() != Mode.READ_WRITE
              && taken.decision().next().mode() == Mode.READ_WRITE;
      if (!returned) {
        continue;
      }
      if (taken.observation() instanceof Command command) {
        assertThat(command.order()).isInstanceOf(Order.Force.class);
        assertThat(taken.decision().events().getFirst().kind()).isEqualTo(Kind.FORCED);
        assertThat(taken.decision().events().getFirst().actor()).isEqualTo("alice");
        continue;
      }
      Probing probing = (Probing) taken.before();
      ProbeResult answer = (ProbeResult) taken.observation();
      assertThat(answer.instance()).isEqualTo(probing.holder());
      assertThat(answer.epoch()).isEqualTo(probing.epoch());
      assertThat(answer.result()).isEqualTo(Result.SUCCESS);
      assertThat(answer.latency()).isLessThanOrEqualTo(policy.probeBudget());
      assertThat(taken.now()).isBefore(probing.lockUntil());
    }
  }

  @Property
  void shouldNeverShortenAHoldByAnEvent(
      @ForAll("steps") List<Step> steps, @ForAll("policies") GuardPolicy policy) {
    for (Taken taken : Steps.run(steps, policy)) {
      Instant held = heldUntil(taken.before());
      if (held == null || taken.lost()) {
        continue;
      }
      Instant after = heldUntil(taken.decision().next());
      if (taken.now().isBefore(held)) {
        assertThat(after).isNotNull().isAfterOrEqualTo(held);
      } else if (after == null) {
        assertThat(taken.decision().next()).isInstanceOf(ProbeOffered.class);
      }
    }
  }

  @Property
  void shouldLetOnlyOperatorsAndTimeDecideWhileAModeIsForced(
      @ForAll("steps") List<Step> steps, @ForAll("policies") GuardPolicy policy) {
    for (Taken taken : Steps.run(steps, policy)) {
      if (taken.decision().next() instanceof Forced forced && !taken.lost()) {
        assertThat(forced.until()).isBeforeOrEqualTo(latestEnd(forced, taken, policy));
      }
      if (!(taken.before() instanceof Forced forced)
          || taken.lost()
          || taken.decision().events().isEmpty()) {
        continue;
      }
      ScopeEvent event = taken.decision().events().getFirst();
      assertThat(event.kind()).isIn(Kind.FORCED, Kind.CLEARED);
      if (taken.observation() instanceof Tick) {
        assertThat(taken.now()).isAfterOrEqualTo(forced.until());
      } else {
        assertThat(taken.observation()).isInstanceOf(Command.class);
      }
    }
  }

  /** The latest end that a forced mode may have: an unchanged one proves nothing new. */
  private static Instant latestEnd(Forced forced, Taken taken, GuardPolicy policy) {
    return taken.decision().events().isEmpty()
        ? forced.until()
        : taken.now().plus(policy.longestForce());
  }

  @Property
  void shouldGrantAtMostOneProbePerEpochAndOnlyOneAtATime(
      @ForAll("steps") List<Step> steps, @ForAll("policies") GuardPolicy policy) {
    var granted = new HashSet<Long>();
    boolean underWay = false;
    for (Taken taken : Steps.run(steps, policy)) {
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
  void shouldKeepReadsAwayWhenItsStateIsLostWhileTheyWere(
      @ForAll("steps") List<Step> steps, @ForAll("policies") GuardPolicy policy) {
    for (Taken taken : Steps.run(steps, policy)) {
      if (taken.lost() && taken.before().mode() != Mode.READ_WRITE) {
        assertThat(taken.decision().next().mode()).isNotEqualTo(Mode.READ_WRITE);
        assertThat(heldUntil(taken.decision().next()))
            .isAfterOrEqualTo(taken.now().plus(policy.hold()));
      }
    }
  }

  @Property
  void shouldBeRecoverableFromWhereverItIs(
      @ForAll("steps") List<Step> steps, @ForAll("policies") GuardPolicy policy) {
    GuardState state = last(steps, policy);

    for (int step = 0; step < 6 && !(state instanceof Serving); step++) {
      Position position = ScopeUnderTest.position(step);
      Instant due = Steps.due(state, Instant.MIN);
      Observation next =
          switch (state) {
            case Serving _, Spared _, Holding _, Returning _, Forced _ -> new Tick();
            case ProbeOffered offered -> new ProbeClaim(offered.epoch(), "reader-9", position);
            case Probing probing ->
                new ProbeResult(
                    probing.epoch(),
                    probing.holder(),
                    Result.SUCCESS,
                    Duration.ofMillis(5),
                    position);
          };
      boolean inTime = !(next instanceof Tick);
      state = GuardMachine.decide(state, next, policy, inTime ? due.minusMillis(1) : due).next();
    }

    assertThat(state).isInstanceOf(Serving.class);
  }

  @Property
  void shouldNeverStayAwayForEverWhenNobodyAnswers(
      @ForAll("steps") List<Step> steps, @ForAll("policies") GuardPolicy policy) {
    GuardState state = last(steps, policy);

    GuardState next =
        GuardMachine.decide(state, new Tick(), policy, Steps.due(state, Instant.MIN)).next();

    assertThat(state instanceof Serving || next.epoch() == state.epoch() + 1).isTrue();
  }

  @Property
  void shouldDowngradeExactlyWhenAPlainCountSaysSo(
      @ForAll("steps") List<Step> steps, @ForAll("policies") GuardPolicy policy) {
    var count = new PlainCount(policy);
    for (Taken taken : Steps.run(steps.stream().map(GuardInvariantsTest::plain).toList(), policy)) {
      boolean downgraded =
          taken.before() instanceof Serving
              && taken.decision().events().stream()
                  .anyMatch(event -> event.kind() == Kind.DOWNGRADED);
      boolean expected =
          taken.before() instanceof Serving
              && taken.observation() instanceof Outcome outcome
              && count.reaches(outcome, taken.before().epoch(), taken.now());
      assertThat(downgraded).isEqualTo(expected);
      if (taken.before() instanceof Returning && taken.decision().next() instanceof Serving) {
        return; // what was counted on the way back goes on counting: another count than this one
      }
    }
  }

  @Property
  void shouldDecideTheSameWhenReplayed(
      @ForAll("steps") List<Step> steps, @ForAll("policies") GuardPolicy policy) {
    for (Taken taken : Steps.run(steps, policy)) {
      if (taken.observation() != null) {
        assertThat(GuardMachine.decide(taken.before(), taken.observation(), policy, taken.now()))
            .isEqualTo(taken.decision());
      }
    }
  }

  /**
   * The plain count knows no ticks, which make a difference only when the clock goes back, and
   * nothing of operators and lost state.
   */
  private static Step plain(Step step) {
    return switch (step) {
      case Step.Waits(Duration time) -> new Step.Waits(time.abs());
      case Step.Forces _, Step.Orders _, Step.LosesItsState _ -> new Step.Waits(Duration.ZERO);
      case Step.Reports _, Step.Claims _, Step.Answers _, Step.WaitsUntilDue _ -> step;
    };
  }

  private static @Nullable Instant heldUntil(GuardState state) {
    return switch (state) {
      case Holding holding -> holding.until();
      case Forced forced -> forced.beneath() == null ? null : forced.beneath().until();
      case Serving _, Spared _, ProbeOffered _, Probing _, Returning _ -> null;
    };
  }

  private static GuardState last(List<Step> steps, GuardPolicy policy) {
    List<Taken> run = Steps.run(steps, policy);
    return run.isEmpty() ? Serving.initially("new@local") : run.getLast().decision().next();
  }
}
