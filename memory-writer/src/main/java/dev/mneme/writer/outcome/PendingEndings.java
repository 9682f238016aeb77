package dev.mneme.writer.outcome;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Who waits for which event. As many as there are requests under way, which the edge bounds; each
 * takes itself out again. Requests for the same event, such as a retry, hear the same.
 */
public final class PendingEndings implements Endings {

  private record Waiting(CompletableFuture<Ending> ending, int times) {}

  private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();

  @Override
  public Expected expect(UUID eventId) {
    Waiting now =
        waiting.compute(
            eventId,
            (id, there) ->
                there == null
                    ? new Waiting(new CompletableFuture<>(), 1)
                    : new Waiting(there.ending(), there.times() + 1));
    return new Expected() {
      @Override
      public Optional<Ending> within(Duration patience) {
        return await(now.ending(), patience);
      }

      @Override
      public void close() {
        waiting.computeIfPresent(
            eventId,
            (id, there) ->
                there.times() == 1 ? null : new Waiting(there.ending(), there.times() - 1));
      }
    };
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Tells whoever waits for the event; nothing happens when nobody does. */
  public void ended(UUID eventId, Ending ending) {
    Waiting there = waiting.get(eventId);
    if (there != null) {
      there.ending().complete(ending);
    }
  }

  private static Optional<Ending> await(CompletableFuture<Ending> ending, Duration patience) {
    try {
      return Optional.of(ending.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an ending is only ever completed", e);
    }
  }
}
