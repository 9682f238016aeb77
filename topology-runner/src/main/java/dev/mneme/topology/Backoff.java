package dev.mneme.topology;

import java.time.Duration;

/** Growing pauses between failures; whatever held for a minute makes the next one short again. */
final class Backoff {
  private static final Duration STABLE = Duration.ofMinutes(1);

  private final Duration shortest;
  private final Duration longest;
  private Duration next;

  Backoff(Duration shortest, Duration longest) {
    this.shortest = shortest;
    this.longest = longest;
    this.next = shortest;
  }

  /**
   * How long to wait after a failure.
   *
   * @param held how long it had gone well before
   */
  Duration after(Duration held) {
    Duration pause = held.compareTo(STABLE) < 0 ? next : shortest;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return pause;
  }
}
