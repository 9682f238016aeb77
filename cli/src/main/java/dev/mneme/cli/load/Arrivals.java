package dev.mneme.cli.load;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The requests of a plan in their order: the same seed gives the same. They come as those of many
 * who know nothing of each other, with exponential times between them, whether or not earlier ones
 * were answered: who waits for an answer before asking again never sees the queue.
 */
final class Arrivals implements Iterator<Arrival> {

  private final LoadPlan plan;
  private final SplittableRandom random;
  private final double nanosBetween;
  private double next;
  private int number;

  Arrivals(LoadPlan plan) {
    this.plan = plan;
    this.random = new SplittableRandom(plan.seed());
    this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / plan.rate();
    advance();
  }

  private void advance() {
    next += -Math.log(1 - random.nextDouble()) * nanosBetween;
  }

  @Override
  public boolean hasNext() {
    return next < plan.duration().toNanos();
  }

  @Override
  public Arrival next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the plan is over");
    }
    Arrival arrival =
        new Arrival(
            (long) next, plan.scenario().draw(random), random.nextInt(plan.subjects()), number++);
    advance();
    return arrival;
  }
}
