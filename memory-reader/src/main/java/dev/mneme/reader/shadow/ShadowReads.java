package dev.mneme.reader.shadow;

import dev.mneme.events.OutcomeResult;
import dev.mneme.identity.SubjectDraw;
import dev.mneme.reader.answer.Answer;
import dev.mneme.reader.answer.Attempt;
import dev.mneme.reader.answer.BoundedLayer;
import dev.mneme.reader.answer.ReadObserver;
import dev.mneme.reader.outcome.Outcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.Recollection;
import dev.mneme.reader.routing.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks the new layer what the legacy layer has just answered, in a thread of its own, for a sample
 * of the reads and never for many at once. What the guard must know of the new layer it is told, as
 * of any other read: a layer that fails in the shadow leaves it, and is probed before it is read
 * again.
 */
public final class ShadowReads implements ReadObserver {

  private final BoundedLayer newLayer;
  private final ShadowPolicy policy;
  private final Outcomes outcomes;
  private final Reporter reporter;
  private final InstantSource clock;
  private final IntUnaryOperator below;
  private final Comparisons comparisons;
  private final Semaphore places;

  /**
   * @param below draws a number from 0 to one less than its argument
   */
  public ShadowReads(
      BoundedLayer newLayer,
      ShadowPolicy policy,
      Outcomes outcomes,
      Reporter reporter,
      InstantSource clock,
      IntUnaryOperator below,
      Comparisons comparisons) {
    this.newLayer = newLayer;
    this.policy = policy;
    this.outcomes = outcomes;
    this.reporter = reporter;
    this.clock = clock;
    this.below = below;
    this.comparisons = comparisons;
    this.places = new Semaphore(policy.inFlight());
  }

  @Override
  public void read(RecallQuery query, Route route, Answer answer, Duration took) {
    Route.Step besides = besides(route);
    if (besides == null || answer.servedBy() != Layer.LEGACY || !sampled()) {
      return;
    }
    if (!places.tryAcquire()) {
      comparisons.skipped();
      return;
    }
    try {
      Thread.ofVirtual()
          .name("shadow")
          .start(
              () -> {
                try {
                  compare(query, besides, answer, took);
                } finally {
                  places.release();
                }
              });
    } catch (RuntimeException | Error e) {
      places.release();
      throw e;
    }
  }

  private static Route.@Nullable Step besides(Route route) {
    return switch (route) {
      case Route.Ask(_, _, _, Route.Step besides) -> besides;
      case Route.Nothing _ -> null;
    };
  }

  private boolean sampled() {
    return below.applyAsInt(SubjectDraw.NUMBERS) < policy.sample().hundredths();
  }

  private void compare(RecallQuery query, Route.Step step, Answer answer, Duration took) {
    switch (newLayer.ask(query, policy.within())) {
      case Attempt.Answered(Recollection recollection, Duration newTook) -> {
        report(step, OutcomeResult.SUCCESS, newTook);
        comparisons.compared(
            Overlap.of(ids(answer.memories()), ids(recollection.memories()), policy.depth()),
            took,
            newTook);
      }
      case Attempt.Failed(var kind, _, Duration newTook) -> {
        report(step, Reporter.resultOf(kind), newTook);
        comparisons.failed(kind);
      }
      case Attempt.NotAsked _ -> comparisons.skipped();
    }
  }

  private void report(Route.Step step, OutcomeResult result, Duration took) {
    outcomes.report(reporter.recalled(step.layer(), step.epoch(), result, took, clock.instant()));
  }

  private static List<UUID> ids(List<RecalledMemory> memories) {
    return memories.stream().map(RecalledMemory::id).toList();
  }
}
