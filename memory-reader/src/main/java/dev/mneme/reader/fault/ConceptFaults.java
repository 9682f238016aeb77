package dev.mneme.reader.fault;

import dev.mneme.events.ConceptBinding;
import dev.mneme.events.MemoryConcept;
import dev.mneme.reader.concepts.shelf.Disturbance;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Has consolidations fail, the semantic path be slow, or bindings be corrupted, for drills. */
public final class ConceptFaults implements Disturbance {

  /**
   * What is done.
   *
   * @param failing percent of consolidations that fail
   * @param delay of the semantic path of each recall
   * @param corrupt percent of bindings that are written as what cannot be
   */
  public record Injected(int failing, Duration delay, int corrupt) {

    public static final Injected NOTHING = new Injected(0, Duration.ZERO, 0);
  }

  private record Until(Injected what, long nanos) {}

  private final Random random = new Random();
  private final AtomicInteger consolidations = new AtomicInteger();
  private volatile Until injected = new Until(Injected.NOTHING, 0);

  /**
   * @param time after which it ends by itself: who injected it may be gone
   */
  public void inject(Injected what, Duration time) {
    injected = new Until(what, System.nanoTime() + time.toNanos());
  }

  public void clear() {
    injected = new Until(Injected.NOTHING, 0);
  }

  /** What is done now. */
  public Injected now() {
    Until until = injected;
    return until.what() == Injected.NOTHING || System.nanoTime() - until.nanos() > 0
        ? Injected.NOTHING
        : until.what();
  }

  @Override
  public void inRecall() {
    Duration delay = now().delay();
    if (delay.isPositive()) {
      try {
        Thread.sleep(delay);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void inConsolidation() {
    int failing = now().failing();
    // Evenly, beginning with the first: a drill does not wait for chance.
    if (failing > 0 && consolidations.getAndIncrement() * failing % 100 < failing) {
      throw new IllegalStateException("made to fail, for a drill");
    }
  }

  @Override
  public MemoryConcept onWriting(MemoryConcept concept) {
    int percent = now().corrupt();
    if (percent == 0) {
      return concept;
    }
    List<ConceptBinding> bindings =
        concept.getBindings().stream()
            .map(
                each ->
                    random.nextInt(100) < percent
                        ? new ConceptBinding(each.getEpisodeId(), each.getTextHash(), Double.NaN)
                        : each)
            .toList();
    return MemoryConcept.newBuilder(concept).setBindings(bindings).build();
  }
}
