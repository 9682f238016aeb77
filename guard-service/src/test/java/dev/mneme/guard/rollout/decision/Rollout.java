package dev.mneme.guard.rollout.decision;

import dev.mneme.guard.rollout.evidence.Arm;
import dev.mneme.guard.rollout.evidence.Evidence;
import dev.mneme.guard.rollout.evidence.OpenBreakers;
import dev.mneme.guard.rollout.evidence.Quality;
import dev.mneme.guard.rollout.evidence.RegionEvidence;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.guard.rollout.evidence.Watch;
import dev.mneme.guard.rollout.judge.JudgePolicy;
import dev.mneme.guard.rollout.plan.Gates;
import dev.mneme.guard.rollout.plan.Limits;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.Step;
import dev.mneme.outcomes.LatencyHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A rollout in the region local, driven step by step. */
public final class Rollout {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final Duration DWELL = Duration.ofMinutes(10);

  RolloutState state = RolloutState.NoPlan.YET;
  Instant now = START;
  final List<RolloutFact> facts = new ArrayList<>();
  RolloutDecision last = RolloutDecision.nothing(state, "");

  public static Plan plan(int... percents) {
    var steps = new ArrayList<Step>();
    for (int percent : percents) {
      steps.add(new Step(percent, List.of("local"), DWELL));
    }
    return new Plan(
        UUID.fromString("00000000-0000-0000-0000-000000000001"),
        "move",
        List.of("local"),
        steps,
        new Gates(
            new JudgePolicy(2_000, 500, 0.05, 1, 20, 20, Duration.ofMillis(5), 0.5),
            Duration.ofMinutes(30),
            0.85,
            0.75,
            50,
            Duration.ofSeconds(60)),
        Limits.DEFAULT,
        "rollout");
  }

  Rollout applied(int... percents) {
    return observe(new Observed.Applied(plan(percents), "alice", "it is time"));
  }

  Rollout told(Order order) {
    return observe(new Observed.Told(order, "bob", "because"));
  }

  Rollout seen(Evidence evidence) {
    return observe(new Observed.Seen(evidence));
  }

  Rollout after(Duration time) {
    now = now.plus(time);
    return this;
  }

  Rollout observe(Observed observed) {
    last = RolloutMachine.decide(state, observed, now);
    state = last.next();
    if (last.fact() != null) {
      facts.add(last.fact());
    }
    return this;
  }

  /** Reads that are answered in 5 to 15 ms. */
  public static Arm reads(int number, int errors) {
    var random = new Random(7L * number + errors);
    var answered = new LatencyHistogram();
    for (int i = errors; i < number; i++) {
      answered.addMicros(5_000 + random.nextInt(10_000));
    }
    return new Arm(number, errors, 0, answered);
  }

  static Quality compared(double overlap) {
    return new Quality(100, 100 * overlap, 0, 0, 0);
  }

  /** Everything is as it should be, with this many reads of each side. */
  static Evidence good(int reads) {
    return step(new Tally(reads(reads, 0), reads(reads, 0), compared(0.95)));
  }

  static Evidence step(Tally tally) {
    return region(
        new RegionEvidence(
            tally,
            Arm.none(),
            Arm.none(),
            Watch.CALM,
            RegionEvidence.Guarded.FREE,
            OpenBreakers.NONE));
  }

  static Evidence justNow(Arm arm) {
    return region(
        new RegionEvidence(
            Tally.none(), arm, arm, Watch.CALM, RegionEvidence.Guarded.FREE, OpenBreakers.NONE));
  }

  static Evidence lasting(Arm minute, Watch watch) {
    return region(
        new RegionEvidence(
            Tally.none(),
            minute,
            Arm.none(),
            watch,
            RegionEvidence.Guarded.FREE,
            OpenBreakers.NONE));
  }

  static Evidence region(RegionEvidence evidence) {
    return new Evidence(Map.of("local", evidence));
  }
}
