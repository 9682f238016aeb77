package dev.mneme.guard.rollout.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.guard.rollout.RolloutHistory;
import dev.mneme.guard.rollout.RolloutStatus;
import dev.mneme.guard.rollout.decision.RolloutDecision;
import dev.mneme.guard.rollout.decision.RolloutFact;
import dev.mneme.guard.rollout.decision.RolloutState;
import dev.mneme.guard.rollout.decision.RolloutState.Planned;
import dev.mneme.guard.rollout.decision.RolloutState.Stepping;
import dev.mneme.guard.rollout.evidence.Arm;
import dev.mneme.guard.rollout.evidence.RegionEvidence;
import dev.mneme.guard.rollout.judge.Input;
import dev.mneme.guard.rollout.plan.Step;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as callers see it.
 *
 * @param step the one under way or the last one, from 1
 * @param since when it began, while it is under way
 * @param exposure percent of the subjects that read from the new layer, by region
 * @param evidence since the step began, by region
 * @param forecast what would be decided of it if the step had taken all its time
 * @param lastEvents the latest last
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record RolloutView(
    String state,
    String because,
    long sequence,
    @Nullable UUID planId,
    @Nullable String plan,
    int step,
    @Nullable Instant since,
    @Nullable Instant dwellEnds,
    Map<String, Integer> exposure,
    List<StepView> steps,
    Map<String, Seen> evidence,
    Forecast forecast,
    List<Event> lastEvents) {

  /** A step of the plan. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record StepView(int percent, List<String> regions, String dwell) {

    static StepView of(Step step) {
      return new StepView(step.percent(), step.regions(), step.dwell().toString());
    }
  }

  /** Reads of one side. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Side(long reads, double errorPercent, double p99Ms) {

    static Side of(Arm arm) {
      return new Side(arm.reads(), arm.errorPercent(), arm.p99Millis());
    }
  }

  /** What was seen in a region. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Seen(
      Side canary,
      Side control,
      long comparisons,
      double overlap,
      long redactionLeaks,
      long kViolations,
      long slowestForgetMs,
      boolean readable,
      List<String> openBreakers) {

    static Seen of(RegionEvidence evidence) {
      var quality = evidence.step().quality();
      return new Seen(
          Side.of(evidence.step().canary()),
          Side.of(evidence.step().control()),
          quality.compared(),
          quality.overlap(),
          quality.leaks(),
          quality.kViolations(),
          quality.slowestForgetMillis(),
          evidence.guard().readable(),
          evidence.breakers().operations());
    }
  }

  /** A number and what it is compared with. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Number(String name, double value, @Nullable Double limit) {

    static Number of(Input input) {
      return new Number(input.name(), input.value(), input.limit());
    }
  }

  /** What would be decided. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Forecast(
      @Nullable String event,
      @Nullable String cause,
      String because,
      @Nullable String verdict,
      Map<String, Integer> settings,
      List<Number> inputs) {

    static Forecast of(RolloutDecision decision) {
      RolloutFact fact = decision.fact();
      return new Forecast(
          fact == null ? null : word(fact.kind()),
          fact == null ? null : fact.cause(),
          decision.because(),
          fact == null ? null : fact.verdict(),
          new TreeMap<>(decision.settings()),
          fact == null ? List.of() : fact.inputs().stream().map(Number::of).toList());
    }
  }

  /** Something that happened. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Event(
      String event,
      String cause,
      String because,
      int step,
      String actor,
      long sequence,
      Instant at) {

    static Event of(RolloutHistory.Happened happened) {
      return new Event(
          word(happened.kind()),
          happened.cause(),
          happened.because(),
          happened.step(),
          happened.actor(),
          happened.sequence(),
          happened.at());
    }
  }

  static RolloutView of(RolloutStatus status) {
    RolloutState state = status.state();
    Planned planned = state instanceof Planned known ? known : null;
    Stepping stepping = state instanceof Stepping under ? under : null;
    var evidence = new TreeMap<String, Seen>();
    status.evidence().regions().forEach((region, seen) -> evidence.put(region, Seen.of(seen)));
    return new RolloutView(
        NameUtils.underscoreSeparate(state.getClass().getSimpleName()).toLowerCase(Locale.ROOT),
        state.because(),
        state.sequence(),
        planned == null ? null : planned.plan().id(),
        planned == null ? null : planned.plan().name(),
        planned == null ? 0 : planned.step() + 1,
        stepping == null ? null : stepping.since(),
        stepping == null ? null : stepping.since().plus(stepping.current().dwell()),
        new TreeMap<>(state.exposure()),
        planned == null ? List.of() : planned.plan().steps().stream().map(StepView::of).toList(),
        evidence,
        Forecast.of(status.forecast()),
        status.history().facts().stream().map(Event::of).toList());
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
