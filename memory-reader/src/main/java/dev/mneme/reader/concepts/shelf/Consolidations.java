package dev.mneme.reader.concepts.shelf;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** How consolidation goes, in figures since the start. */
public final class Consolidations {

  private final InstantSource clock;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong episodes = new AtomicLong();
  private final AtomicLong formed = new AtomicLong();
  private final AtomicLong repaired = new AtomicLong();
  private volatile Instant whole;

  Consolidations(InstantSource clock) {
    this.clock = clock;
    this.whole = clock.instant();
  }

  void done(int taken, int newConcepts) {
    done.incrementAndGet();
    episodes.addAndGet(taken);
    formed.addAndGet(newConcepts);
  }

  void failed() {
    failed.incrementAndGet();
  }

  void repaired() {
    repaired.incrementAndGet();
  }

  void whole() {
    whole = clock.instant();
  }

  /** Subjects consolidated. */
  public long done() {
    return done.get();
  }

  /** Subjects that could not be, and are tried again. */
  public long failures() {
    return failed.get();
  }

  /** Episodes looked at as new. */
  public long episodes() {
    return episodes.get();
  }

  /** Concepts formed. */
  public long formed() {
    return formed.get();
  }

  /** Concepts made anew because an episode left them. */
  public long repairs() {
    return repaired.get();
  }

  /** Since nothing was left over. */
  public Duration freshness() {
    return Duration.between(whole, clock.instant());
  }
}
