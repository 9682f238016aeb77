package dev.mneme.reader.concepts;

import java.time.Duration;
import java.util.UUID;

/**
 * How strongly a concept holds an episode.
 *
 * @param fingerprint of the episode's text when it was bound
 * @param strength from 0 to 1, as of when the concept was used last
 */
public record Binding(UUID episode, long fingerprint, double strength) {

  /** The share of strength that is left after so long without use. */
  static double left(Duration unused, Duration halfLife) {
    return Math.pow(0.5, (double) Math.max(0, unused.toMillis()) / halfLife.toMillis());
  }

  Binding with(double now) {
    return new Binding(episode, fingerprint, now);
  }

  boolean isValid() {
    return strength >= 0 && strength <= 1;
  }
}
