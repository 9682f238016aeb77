package dev.mneme.shell.slo;

import java.time.Duration;
import java.util.Optional;

/**
 * The breaker of one operation. Closed it lets everything in and counts; once too many of the last
 * minute broke the promise it opens and lets nothing in; after a while it is half open and lets in
 * a few, whose endings decide. All times are arguments, in nanoseconds of one clock.
 *
 * @see <a href="../../../../../../../../docs/decisions/0032-slo-breakers.md">0032</a>
 */
public final class Breaker {

  /** In the order of its number in the metric: 0 is as it should be. */
  public enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  /** Whether a request is let in. */
  public sealed interface Admission {}

  /**
   * @param epoch of the state that let it in: what began under another one decides nothing
   */
  public record Admitted(long epoch) implements Admission {}

  public record Refused(Duration retryAfter) implements Admission {}

  /** What became of a request, as far as a promise goes. */
  public enum Ending {
    KEPT,
    VIOLATED,
    /** Says nothing about how well the operation does: the caller was wrong. */
    UNCOUNTED
  }

  /** The state changed. */
  public record Change(State from, State to, String because) {}

  /**
   * @param retryAfter zero unless it is open
   */
  public record View(State state, long requests, long violations, Duration retryAfter) {}

  private static final Duration SOON = Duration.ofSeconds(1);

  private final BreakerPolicy policy;
  private final LastMinute lastMinute = new LastMinute();
  private State state = State.CLOSED;
  private long epoch;
  private long openUntil;
  private long trialsSince;
  private int trialsGiven;
  private int trialsEnded;
  private int trialsViolated;

  public Breaker(BreakerPolicy policy) {
    this.policy = policy;
  }

  public synchronized Admission admit(long now) {
    return switch (state) {
      case CLOSED -> new Admitted(epoch);
      case OPEN -> {
        if (now - openUntil < 0) {
          yield new Refused(Duration.ofNanos(openUntil - now));
        }
        beginTrials(now);
        yield trial();
      }
      case HALF_OPEN -> {
        if (trialsGiven < policy.trials()) {
          yield trial();
        }
        if (now - trialsSince < policy.trialPatience().toNanos()) {
          yield new Refused(SOON);
        }
        beginTrials(now);
        yield trial();
      }
    };
  }

  private void beginTrials(long now) {
    state = State.HALF_OPEN;
    epoch++;
    trialsSince = now;
    trialsGiven = 0;
    trialsEnded = 0;
    trialsViolated = 0;
  }

  private Admitted trial() {
    trialsGiven++;
    return new Admitted(epoch);
  }

  /** A request that was let in has ended; the change it led to, if it did. */
  public synchronized Optional<Change> ended(Admitted admitted, Ending ending, long now) {
    if (admitted.epoch() != epoch) {
      return Optional.empty();
    }
    return switch (state) {
      case CLOSED -> counted(ending, now);
      case HALF_OPEN -> tried(ending, now);
      case OPEN -> throw new IllegalStateException("an open breaker lets nothing in");
    };
  }

  private Optional<Change> counted(Ending ending, long now) {
    if (ending == Ending.UNCOUNTED) {
      return Optional.empty();
    }
    lastMinute.add(ending == Ending.VIOLATED, now);
    LastMinute.Count count = lastMinute.count(now);
    return count.requests() >= policy.leastRequests()
            && policy.isExceeded(count.violations(), count.requests())
        ? open(
            "%d of %d requests of the last minute broke the promise"
                .formatted(count.violations(), count.requests()),
            now)
        : Optional.empty();
  }

  private Optional<Change> tried(Ending ending, long now) {
    if (ending == Ending.UNCOUNTED) {
      trialsGiven--;
      return Optional.empty();
    }
    trialsEnded++;
    if (ending == Ending.VIOLATED) {
      trialsViolated++;
    }
    if (trialsEnded < policy.trials()) {
      return Optional.empty();
    }
    String because = "%d of %d trials broke the promise".formatted(trialsViolated, policy.trials());
    return policy.isExceeded(trialsViolated, trialsEnded)
        ? open(because, now)
        : Optional.of(close(because));
  }

  private Optional<Change> open(String because, long now) {
    Change change = new Change(state, State.OPEN, because);
    state = State.OPEN;
    epoch++;
    openUntil = now + policy.openFor().toNanos();
    return Optional.of(change);
  }

  private Change close(String because) {
    Change change = new Change(state, State.CLOSED, because);
    state = State.CLOSED;
    epoch++;
    lastMinute.clear();
    return change;
  }

  /** Closes it and forgets what was counted. */
  public synchronized Change reset() {
    return close("an operator reset it");
  }

  public synchronized View view(long now) {
    LastMinute.Count count = lastMinute.count(now);
    Duration wait =
        state == State.OPEN && openUntil - now > 0
            ? Duration.ofNanos(openUntil - now)
            : Duration.ZERO;
    return new View(state, count.requests(), count.violations(), wait);
  }
}
