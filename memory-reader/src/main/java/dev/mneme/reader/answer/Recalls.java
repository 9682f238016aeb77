package dev.mneme.reader.answer;

import dev.mneme.events.OutcomeResult;
import dev.mneme.reader.cache.RecallCache;
import dev.mneme.reader.consistency.Demand;
import dev.mneme.reader.outcome.Outcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.Recollection;
import dev.mneme.reader.routing.Arm;
import dev.mneme.reader.routing.Degradation;
import dev.mneme.reader.routing.Route;
import dev.mneme.reader.routing.Route.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers a recall, whatever the layers do: from the first that can, or empty with the reason. */
public final class Recalls {

  private final Routes routes;
  private final Map<Layer, BoundedLayer> layers;
  private final TimeBudget budget;
  private final Outcomes outcomes;
  private final Reporter reporter;
  private final InstantSource clock;
  private final ReadObserver observer;
  private final RecallCache cache;

  public Recalls(
      Routes routes,
      Map<Layer, BoundedLayer> layers,
      TimeBudget budget,
      Outcomes outcomes,
      Reporter reporter,
      InstantSource clock,
      ReadObserver observer,
      RecallCache cache) {
    this.routes = routes;
    this.cache = cache;
    this.layers = Map.copyOf(layers);
    this.budget = budget;
    this.outcomes = outcomes;
    this.reporter = reporter;
    this.clock = clock;
    this.observer = observer;
  }

  public Answer answer(RecallQuery query) {
    return answer(query, Demand.NONE);
  }

  /**
   * @param demand what the layer must show before it is asked; waiting for that is not counted as
   *     the recall's time
   */
  public Answer answer(RecallQuery query, Demand demand) {
    return answer(query, demand, budget);
  }

  /**
   * @param timeLeft how long the answer is worth anything to who asked
   */
  public Answer answer(RecallQuery query, Demand demand, Duration timeLeft) {
    return answer(query, demand, budget.within(timeLeft));
  }

  private Answer answer(RecallQuery query, Demand demand, TimeBudget within) {
    long start = System.nanoTime();
    Route route = routes.of(query.subject());
    Told told =
        switch (route) {
          case Route.Nothing(Degradation why, _) -> asked(Answer.nothing(why, !demand.isNone()));
          case Route.Ask(List<Step> steps, Degradation why, Arm arm, _) ->
              ask(steps, why, arm, query, demand, within);
        };
    // What waited for a write took its time, not the layer's.
    if (!told.kept() && demand.isNone()) {
      observer.read(query, route, told.answer(), Duration.ofNanos(System.nanoTime() - start));
    }
    return told.answer();
  }

  /**
   * @param kept whether it was kept from an earlier recall, and no layer was asked
   */
  private record Told(Answer answer, boolean kept) {}

  private static Told asked(Answer answer) {
    return new Told(answer, false);
  }

  private Told ask(
      List<Step> steps,
      @Nullable Degradation why,
      Arm arm,
      RecallQuery query,
      Demand demand,
      TimeBudget budget) {
    long start = System.nanoTime();
    Degradation degradation = why;
    for (Step step : steps) {
      long waiting = System.nanoTime();
      boolean stale = !demand.metBy(step.layer());
      start += System.nanoTime() - waiting;
      if (demand.isNone()) {
        Optional<Recollection> kept = cache.find(step.layer(), query);
        if (kept.isPresent()) {
          return new Told(answered(step, kept.get(), degradation, false), true);
        }
      }
      Duration within = budget.next(Duration.ofNanos(System.nanoTime() - start));
      if (!within.isPositive()) {
        degradation = and(degradation, "timeout", "no time is left for another layer");
        break;
      }
      RecallCache.Ticket ticket = cache.before(step.layer(), query);
      switch (layer(step.layer()).ask(query, within)) {
        case Attempt.Answered(var recollection, Duration took) -> {
          report(step, arm, OutcomeResult.SUCCESS, took);
          cache.keep(ticket, step.layer(), query, recollection);
          return asked(
              answered(
                  step,
                  recollection,
                  stale ? and(degradation, "not_yet_visible", notYetVisible(demand)) : degradation,
                  stale));
        }
        case Attempt.Failed(var kind, String because, Duration took) -> {
          report(step, arm, Reporter.resultOf(kind), took);
          degradation = and(degradation, kind.label(), because);
        }
        case Attempt.NotAsked(String because) ->
            degradation = and(degradation, "saturated", because);
      }
    }
    return asked(
        Answer.nothing(
            degradation == null ? new Degradation("no_layer", "no layer was asked") : degradation,
            !demand.isNone()));
  }

  private Answer answered(
      Step step, Recollection recollection, @Nullable Degradation degradation, boolean stale) {
    Degradation notice = routes.notice(step.layer()).orElse(null);
    return new Answer(
        recollection.memories(),
        step.layer(),
        notice == null ? degradation : and(degradation, notice.reason(), notice.because()),
        recollection.how(),
        stale);
  }

  private static String notYetVisible(Demand demand) {
    return "what the consistency token stands for was not visible within "
        + demand.bound().toMillis()
        + " ms";
  }

  private BoundedLayer layer(Layer layer) {
    BoundedLayer bounded = layers.get(layer);
    if (bounded == null) {
      throw new IllegalStateException(
          "a route leads to the layer " + layer + ", which is not here");
    }
    return bounded;
  }

  private void report(Step step, Arm arm, OutcomeResult result, Duration took) {
    outcomes.report(
        reporter.recalled(step.layer(), arm, step.epoch(), result, took, clock.instant()));
  }

  /** The first reason stays: it is why the layer that should have answered did not. */
  private static Degradation and(@Nullable Degradation first, String reason, String because) {
    return first == null
        ? new Degradation(reason, because)
        : new Degradation(first.reason(), first.because() + "; " + because);
  }
}
