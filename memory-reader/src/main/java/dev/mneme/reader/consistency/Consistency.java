package dev.mneme.reader.consistency;

import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.follower.reach.EventReach;
import dev.mneme.follower.reach.Reach;
import dev.mneme.reader.recall.Layer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Finds out where in the records a caller's write is, and waits for a layer to come there. What was
 * once visible in a layer stays so, and is not asked about again.
 */
public final class Consistency {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);

  private final EventReach reach;
  private final LayerPositions positions;
  private final Duration bound;
  private final Semaphore places;
  private final Map<Layer, AtomicLongArray> visibleEvents = new EnumMap<>(Layer.class);

  /**
   * @param bound how long a recall waits at most
   * @param places how many may wait at once; more do not wait
   */
  public Consistency(
      EventReach reach, LayerPositions positions, Duration bound, int places, int partitions) {
    this.reach = reach;
    this.positions = positions;
    this.bound = bound;
    this.places = new Semaphore(places);
    for (Layer layer : Layer.values()) {
      visibleEvents.put(layer, new AtomicLongArray(partitions));
    }
  }

  /**
   * What the holder of the token asks for.
   *
   * @throws ForeignTokenException when the log of events has no such position
   */
  public Demand of(ConsistencyToken token) throws ForeignTokenException {
    Wait wait = new Wait(token);
    if (places.tryAcquire()) {
      try {
        wait.look();
      } finally {
        places.release();
      }
    }
    return wait;
  }

  private long visibleEvents(Layer layer, int partition) {
    AtomicLongArray known = visibleEvents.get(layer);
    return known == null ? 0 : known.get(partition);
  }

  private final class Wait implements Demand {

    private final ConsistencyToken token;
    private final long deadline = System.nanoTime() + bound.toNanos();
    private Optional<Reach.At> at = Optional.empty();

    Wait(ConsistencyToken token) {
      this.token = token;
    }

    @Override
    public boolean isNone() {
      return false;
    }

    @Override
    public Duration bound() {
      return bound;
    }

    private Duration left() {
      return Duration.ofNanos(deadline - System.nanoTime());
    }

    private void look() throws ForeignTokenException {
      boolean seenEverywhere = true;
      for (Layer layer : Layer.values()) {
        seenEverywhere &= visibleEvents(layer, token.partition()) > token.offset();
      }
      if (at.isEmpty() && !seenEverywhere) {
        switch (reach.of(token, left())) {
          case Reach.At found -> at = Optional.of(found);
          case Reach.Foreign _ -> throw new ForeignTokenException();
          case Reach.Pending _, Reach.Unknown _ -> {
            // to be asked again, while there is time
          }
        }
      }
    }

    @Override
    public boolean metBy(Layer layer) {
      if (visibleEvents(layer, token.partition()) > token.offset()) {
        return true;
      }
      if (!places.tryAcquire()) {
        return isVisible(layer);
      }
      try {
        while (!isVisible(layer)) {
          if (!left().isPositive()) {
            return false;
          }
          Thread.sleep(BETWEEN_LOOKS);
          look();
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ForeignTokenException e) {
        return false; // the log was there a moment ago, and is another now
      } finally {
        places.release();
      }
    }

    private boolean isVisible(Layer layer) {
      if (at.isEmpty()) {
        return false;
      }
      OptionalLong visible = positions.visible(layer, token.partition());
      if (visible.isEmpty() || visible.getAsLong() < at.get().records()) {
        return false;
      }
      AtomicLongArray known = visibleEvents.get(layer);
      if (known != null) {
        known.accumulateAndGet(token.partition(), at.get().events(), Math::max);
      }
      return true;
    }
  }
}
