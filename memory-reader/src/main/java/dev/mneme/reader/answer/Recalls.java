package dev.mneme.reader.answer;

import dev.mneme.events.OutcomeResult;
import dev.mneme.reader.outcome.Outcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.routing.Arm;
import dev.mneme.reader.routing.Degradation;
import dev.mneme.reader.routing.Route;
import dev.mneme.reader.routing.Route.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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

  public Recalls(
      Routes routes,
      Map<Layer, BoundedLayer> layers,
      TimeBudget budget,
      Outcomes outcomes,
      Reporter reporter,
      InstantSource clock,
      ReadObserver observer) {
    this.routes = routes;
    this.layers = Map.copyOf(layers);
    this.budget = budget;
    this.outcomes = outcomes;
    this.reporter = reporter;
    this.clock = clock;
    this.observer = observer;
  }

  public Answer answer(RecallQuery query) {
    long start = System.nanoTime();
    Route route = routes.of(query.subject());
    Answer answer =
        switch (route) {
          case Route.Nothing(Degradation why, _) -> Answer.nothing(why);
          case Route.Ask(List<Step> steps, Degradation why, Arm arm, _) ->
              ask(steps, why, arm, query);
        };
    observer.read(query, route, answer, Duration.ofNanos(System.nanoTime() - start));
    return answer;
  }

  private Answer ask(List<Step> steps, @Nullable Degradation why, Arm arm, RecallQuery query) {
    long start = System.nanoTime();
    Degradation degradation = why;
    for (Step step : steps) {
      Duration within = budget.next(Duration.ofNanos(System.nanoTime() - start));
      if (!within.isPositive()) {
        degradation = and(degradation, "timeout", "no time is left for another layer");
        break;
      }
      switch (layer(step.layer()).ask(query, within)) {
        case Attempt.Answered(var recollection, Duration took) -> {
          report(step, arm, OutcomeResult.SUCCESS, took);
          return new Answer(recollection.memories(), step.layer(), degradation, recollection.how());
        }
        case Attempt.Failed(var kind, String because, Duration took) -> {
          report(step, arm, Reporter.resultOf(kind), took);
          degradation = and(degradation, kind.label(), because);
        }
        case Attempt.NotAsked(String because) ->
            degradation = and(degradation, "saturated", because);
      }
    }
    return degradation == null
        ? Answer.nothing(new Degradation("no_layer", "no layer was asked"))
        : Answer.nothing(degradation);
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
