package dev.mneme.guard.streams;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of day when it was made, and from then on the time that really passed: a system clock
 * that is set while the guard runs neither ends a hold nor forgets a count.
 */
public final class SteadyClock implements InstantSource {
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }
}
