package dev.mneme.guard.rollout.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.guard.rollout.evidence.Arm;
import dev.mneme.guard.rollout.evidence.Evidence;
import dev.mneme.guard.rollout.evidence.OpenBreakers;
import dev.mneme.guard.rollout.evidence.Quality;
import dev.mneme.guard.rollout.evidence.RegionEvidence;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.guard.rollout.evidence.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is observed in whatever order. */
class RolloutInvariantsTest {
  private static final Pattern ARROW =
      Pattern.compile("^ +(\\w+) --> (\\w+): ([A-Z_]+)", Pattern.MULTILINE);

  private static final List<Evidence> EVIDENCE =
      List.of(
          Evidence.NONE,
          Rollout.good(2_000),
          Rollout.good(700),
          Rollout.justNow(Rollout.reads(500, 100)),
          Rollout.lasting(
              Rollout.reads(500, 10), new Watch(Rollout.START.minusSeconds(9_999), null)),
          Rollout.step(
              new Tally(
                  Rollout.reads(2_000, 100), Rollout.reads(2_000, 0), Rollout.compared(0.95))),
          Rollout.step(new Tally(Rollout.reads(2_000, 0), Rollout.reads(2_000, 0), Quality.NONE)),
          Rollout.region(
              new RegionEvidence(
                  Tally.none(),
                  Arm.none(),
                  Arm.none(),
                  Watch.CALM,
                  new RegionEvidence.Guarded(false, "forced"),
                  OpenBreakers.NONE)),
          Rollout.region(
              new RegionEvidence(
                  Tally.none(),
                  Arm.none(),
                  Arm.none(),
                  Watch.CALM,
                  RegionEvidence.Guarded.FREE,
                  new OpenBreakers(List.of("recall"), Rollout.START))));

  record Move(Duration after, Observed observed) {}

  record Taken(RolloutState before, Observed observed, RolloutDecision decision) {}

  @Property(tries = 500)
  void shouldOnlyRaiseASharesForAPassAnOperatorOrANewPlan(@ForAll("moves") List<Move> moves) {
    for (Taken taken : run(moves)) {
      int before = share(taken.before());
      int after = share(taken.decision().next());
      RolloutFact fact = taken.decision().fact();
      if (after > before) {
        assertThat(fact).isNotNull();
        assertThat(
                "pass".equals(fact.verdict())
                    || taken.observed() instanceof Observed.Applied
                    || taken.observed() instanceof Observed.Told(Order order, _, _)
                        && order == Order.PROMOTE)
            .isTrue();
      }
    }
  }

  @Property(tries = 500)
  void shouldPublishEveryChangeOnceWithItsNumber(@ForAll("moves") List<Move> moves) {
    long sequence = 0;
    for (Taken taken : run(moves)) {
      RolloutFact fact = taken.decision().fact();
      if (fact == null) {
        assertThat(taken.decision().next()).isEqualTo(taken.before());
        assertThat(taken.decision().settings()).isEmpty();
      } else {
        assertThat(fact.sequence()).isEqualTo(++sequence);
        assertThat(taken.decision().next().sequence()).isEqualTo(sequence);
        assertThat(fact.exposure()).isEqualTo(taken.decision().next().exposure());
      }
    }
  }

  @Property(tries = 500)
  void shouldReadNothingFromTheNewLayerOnceItIsOver(@ForAll("moves") List<Move> moves) {
    for (Taken taken : run(moves)) {
      switch (taken.decision().next()) {
        case RolloutState.RolledBack back -> assertThat(share(back)).isZero();
        case RolloutState.Aborted aborted -> assertThat(share(aborted)).isZero();
        case RolloutState.NoPlan _,
            RolloutState.Stepping _,
            RolloutState.Paused _,
            RolloutState.Completed _ -> {}
      }
    }
  }

  /** What is decided at a step depends on the state alone: a repeated tick repeats nothing. */
  @Property(tries = 300)
  void shouldDecideOnceAboutTheSameEvidence(@ForAll("moves") List<Move> moves) {
    for (Taken taken : run(moves)) {
      if (taken.observed() instanceof Observed.Seen && taken.decision().fact() != null) {
        RolloutFact fact = taken.decision().fact();
        if (fact.kind() == RolloutFact.Kind.LOOKED || fact.kind() == RolloutFact.Kind.PAUSED) {
          var again =
              RolloutMachine.decide(
                  taken.decision().next(), taken.observed(), Rollout.START.plusSeconds(1));
          assertThat(again.fact()).isNull();
        }
      }
    }
  }

  @Example
  void shouldDrawExactlyTheTransitionsTheMachineMakes() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "rollout-plans.md"));
    Set<String> drawn =
        ARROW
            .matcher(page)
            .results()
            .map(match -> "%s --> %s: %s".formatted(match.group(1), match.group(2), match.group(3)))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> made =
        moves()
            .sampleStream()
            .limit(1_500)
            .flatMap(moves -> run(moves).stream())
            .filter(taken -> taken.decision().fact() != null)
            .map(
                taken ->
                    "%s --> %s: %s"
                        .formatted(
                            name(taken.before()),
                            name(taken.decision().next()),
                            taken.decision().fact().kind()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(drawn).isEqualTo(made);
  }

  @Provide
  Arbitrary<List<Move>> moves() {
    Arbitrary<Observed> observed =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(
                8, Arbitraries.of(EVIDENCE).map(evidence -> new Observed.Seen(evidence))),
            net.jqwik.api.Tuple.of(
                3,
                Arbitraries.of(Rollout.plan(50, 60, 100), Rollout.plan(50))
                    .map(plan -> new Observed.Applied(plan, "alice", "x"))),
            net.jqwik.api.Tuple.of(
                3,
                Arbitraries.of(Order.values()).map(order -> new Observed.Told(order, "bob", "x"))),
            net.jqwik.api.Tuple.of(
                1, Arbitraries.just(new Observed.SetByHand("local", "full", "eve"))),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(new Observed.Lost(Rollout.plan(1)))));
    Arbitrary<Duration> after =
        Arbitraries.of(
            Duration.ofSeconds(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1));
    return Combinators.combine(after, observed).as(Move::new).list().ofMaxSize(30);
  }

  private static List<Taken> run(List<Move> moves) {
    var taken = new ArrayList<Taken>();
    RolloutState state = RolloutState.NoPlan.YET;
    var now = Rollout.START;
    for (Move move : moves) {
      now = now.plus(move.after());
      RolloutDecision decision = RolloutMachine.decide(state, move.observed(), now);
      taken.add(new Taken(state, move.observed(), decision));
      state = decision.next();
    }
    return taken;
  }

  private static int share(RolloutState state) {
    Map<String, Integer> exposure = state.exposure();
    return exposure.isEmpty() ? 0 : Collections.max(exposure.values());
  }

  private static String name(RolloutState state) {
    return state.getClass().getSimpleName();
  }
}
