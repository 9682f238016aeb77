package dev.mneme.guard.decision;

import java.time.Duration;

/**
 * How a layer comes back after a successful probe.
 *
 * @param percent of subjects that are read from it first; 100 is all at once
 * @param dwell how long it stays at that before all are
 */
public record GradedReturn(int percent, Duration dwell) {

  static final GradedReturn AT_ONCE = new GradedReturn(100, Duration.ofSeconds(60));

  boolean isOn() {
    return percent < 100;
  }
}
