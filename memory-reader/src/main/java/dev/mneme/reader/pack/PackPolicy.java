package dev.mneme.reader.pack;

import java.time.Duration;

/**
 * @param diversity share of likeness to what is in the pack already, against the value of a memory
 * @param oldest what the recency of a very old memory is
 * @param halfLife age, counted from the latest memory, at which half of the rest is lost
 */
public record PackPolicy(double diversity, double oldest, Duration halfLife) {

  public static final PackPolicy DEFAULT = new PackPolicy(0.2, 0.5, Duration.ofDays(90));

  /** From 1 for the latest down to {@code oldest}. */
  double recency(Duration age) {
    double halves = (double) Math.max(0, age.toMillis()) / halfLife.toMillis();
    return oldest + (1 - oldest) * Math.pow(0.5, halves);
  }
}
