package dev.mneme.guard.rollout.plan.avro;

import dev.mneme.events.RolloutGates;
import dev.mneme.events.RolloutLimits;
import dev.mneme.events.RolloutPlan;
import dev.mneme.events.RolloutStep;
import dev.mneme.guard.rollout.judge.JudgePolicy;
import dev.mneme.guard.rollout.plan.Gates;
import dev.mneme.guard.rollout.plan.Limits;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;

/** A plan as an Avro record, and back. */
public final class PlanRecord {

  private PlanRecord() {}

  public static RolloutPlan of(Plan plan, String actor, String reason, Instant at) {
    return RolloutPlan.newBuilder()
        .setPlanId(plan.id())
        .setName(plan.name())
        .setRegions(plan.regions())
        .setSteps(plan.steps().stream().map(PlanRecord::step).toList())
        .setGates(gates(plan.gates()))
        .setLimits(limits(plan.limits()))
        .setSeed(plan.seed())
        .setActor(actor)
        .setReason(reason)
        .setAt(at.truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  /**
   * @throws IllegalArgumentException when no plan can be made of it, saying why but not of what
   */
  public static Plan plan(RolloutPlan record) {
    List<String> regions = record.getRegions();
    require(!regions.isEmpty(), "the plan has no regions");
    require(new HashSet<>(regions).size() == regions.size(), "a region is there twice");
    require(!record.getSteps().isEmpty(), "the plan has no steps");
    List<Step> steps = record.getSteps().stream().map(step -> step(step, regions)).toList();
    for (Step step : steps) {
      require(step.percent() >= 1 && step.percent() <= 100, "a step's percent is from 1 to 100");
      require(regions.containsAll(step.regions()), "a step has a region that the plan has not");
      require(step.dwell().isPositive(), "a step lasts no time");
    }
    return new Plan(
        record.getPlanId(),
        record.getName(),
        regions,
        steps,
        gates(record.getGates()),
        limits(record.getLimits()),
        record.getSeed());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static RolloutStep step(Step step) {
    return new RolloutStep(step.percent(), step.regions(), step.dwell().toSeconds());
  }

  private static Step step(RolloutStep step, List<String> all) {
    return new Step(
        step.getPercent(),
        step.getRegions().isEmpty() ? all : step.getRegions(),
        Duration.ofSeconds(step.getDwellSeconds()));
  }

  private static RolloutGates gates(Gates gates) {
    JudgePolicy judge = gates.judge();
    return RolloutGates.newBuilder()
        .setSamples(judge.samples())
        .setMinimumSamples(judge.minimumSamples())
        .setPatienceSeconds(gates.patience().toSeconds())
        .setFalseAlarms(judge.falseAlarms())
        .setErrorPoints(judge.errorPoints())
        .setP99Percent(judge.p99Percent())
        .setShiftPercent(judge.shiftPercent())
        .setFloorMicros(micros(judge.floor()))
        .setMismatch(judge.mismatch())
        .setOverlap(gates.overlap())
        .setOverlapAbort(gates.overlapAbort())
        .setComparisons(gates.comparisons())
        .setForgetLagMillis(gates.forgetLag().toMillis())
        .build();
  }

  private static Gates gates(RolloutGates gates) {
    return new Gates(
        new JudgePolicy(
            gates.getSamples(),
            gates.getMinimumSamples(),
            gates.getFalseAlarms(),
            gates.getErrorPoints(),
            gates.getP99Percent(),
            gates.getShiftPercent(),
            Duration.of(gates.getFloorMicros(), ChronoUnit.MICROS),
            gates.getMismatch()),
        Duration.ofSeconds(gates.getPatienceSeconds()),
        gates.getOverlap(),
        gates.getOverlapAbort(),
        gates.getComparisons(),
        Duration.ofMillis(gates.getForgetLagMillis()));
  }

  private static RolloutLimits limits(Limits limits) {
    return RolloutLimits.newBuilder()
        .setErrorPercent(limits.errorPercent())
        .setErrorSeconds(limits.errorFor().toSeconds())
        .setP99Micros(micros(limits.p99()))
        .setP99Seconds(limits.p99For().toSeconds())
        .setErrorPercentAtOnce(limits.errorPercentAtOnce())
        .setSloP99Micros(micros(limits.sloP99()))
        .setAuthPercent(limits.authPercent())
        .setMinimumReads(limits.minimumReads())
        .build();
  }

  private static Limits limits(RolloutLimits limits) {
    return new Limits(
        limits.getErrorPercent(),
        Duration.ofSeconds(limits.getErrorSeconds()),
        Duration.of(limits.getP99Micros(), ChronoUnit.MICROS),
        Duration.ofSeconds(limits.getP99Seconds()),
        limits.getErrorPercentAtOnce(),
        Duration.of(limits.getSloP99Micros(), ChronoUnit.MICROS),
        limits.getAuthPercent(),
        limits.getMinimumReads());
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1000;
  }
}
