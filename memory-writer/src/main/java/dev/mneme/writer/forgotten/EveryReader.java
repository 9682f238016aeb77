package dev.mneme.writer.forgotten;

import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.follower.reach.EventReach;
import dev.mneme.follower.reach.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Waits until every reader's index and the legacy layer are past what came of the event. In this
 * order, which is what makes it right: first the end of the records that hold it, then who reads.
 * Whoever begins to read later begins at or beyond that end.
 *
 * @see <a
 *     href="../../../../../../../../docs/decisions/0022-acknowledged-means-unreadable.md">0022</a>
 */
public final class EveryReader implements Unreadable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private final EventReach reach;
  private final Readers readers;
  private final Optional<LegacyLayer> legacy;
  private final Duration patience;

  /**
   * @param legacy empty where no reader has one to answer from
   */
  public EveryReader(
      EventReach reach, Readers readers, Optional<LegacyLayer> legacy, Duration patience) {
    this.reach = reach;
    this.readers = readers;
    this.legacy = legacy;
    this.patience = patience;
  }

  @Override
  public Confirmation of(ConsistencyToken token) {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<Reach.At> end = Optional.empty();
    while (true) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      String waitsFor;
      if (end.isPresent()) {
        Optional<String> somebody = behind(token.partition(), end.get().records(), left);
        if (somebody.isEmpty()) {
          return new Confirmation.Confirmed();
        }
        waitsFor = somebody.get();
      } else {
        Reach now = reach.of(token, left);
        end = now instanceof Reach.At at ? Optional.of(at) : Optional.empty();
        waitsFor = describe(now);
      }
      if (!left.isPositive() || !pause()) {
        return new Confirmation.Unconfirmed(waitsFor);
      }
    }
  }

  private static String describe(Reach reach) {
    return switch (reach) {
      case Reach.At _ -> "the layers";
      case Reach.Pending _ -> "the stage to commit it";
      case Reach.Foreign _ -> "the log, which does not hold it";
      case Reach.Unknown(String because) -> "the broker: " + because;
    };
  }

  private Optional<String> behind(int partition, long offset, Duration left) {
    try {
      List<String> late = readers.behind(partition, offset, left);
      if (!late.isEmpty()) {
        return Optional.of("the index of " + String.join(", ", late));
      }
      if (legacy.isPresent() && legacy.get().position(partition) < offset) {
        return Optional.of("the legacy layer");
      }
      return Optional.empty();
    } catch (NotKnownException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
