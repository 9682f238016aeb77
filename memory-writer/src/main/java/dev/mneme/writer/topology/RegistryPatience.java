package dev.mneme.writer.topology;

import dev.mneme.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits in place for a registry that is away: an event whose schema is not known here is neither
 * lost nor a dead letter. The wait is bounded below the transaction's timeout; when it is over the
 * transaction is given up, the thread replaced, and the same event comes again.
 */
public final class RegistryPatience {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofMillis(500);

  /** How a thread waits. */
  @FunctionalInterface
  public interface Waiting {
    void pause(Duration duration) throws InterruptedException;
  }

  private final Duration budget;
  private final Waiting waiting;

  /**
   * @param budget sum of all pauses for one attempt to process an event
   */
  public RegistryPatience(Duration budget, Waiting waiting) {
    this.budget = budget;
    this.waiting = waiting;
  }

  /** Five seconds, half of the transaction's timeout. */
  public static RegistryPatience standard() {
    return new RegistryPatience(Duration.ofSeconds(5), Thread::sleep);
  }

  /**
   * @param attempt empty when the registry was away
   * @throws RegistryUnavailableException when the budget is spent
   */
  <T> T await(Supplier<Optional<T>> attempt) {
    Duration spent = Duration.ZERO;
    Duration pause = FIRST;
    while (true) {
      Optional<T> result = attempt.get();
      if (result.isPresent()) {
        return result.get();
      }
      if (spent.compareTo(budget) >= 0) {
        throw new RegistryUnavailableException("the schema registry did not answer for " + budget);
      }
      try {
        waiting.pause(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RegistryUnavailableException("interrupted while waiting for the schema registry");
      }
      spent = spent.plus(pause);
      pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    }
  }
}
