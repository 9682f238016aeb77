package dev.mneme.reader.concepts.shelf;

import java.time.Duration;

/**
 * When concepts are seen to.
 *
 * @param every how often new episodes are taken in
 * @param retry after which what failed is tried again
 * @param others how many subjects without anything new a cycle looks at, to collect what has died
 */
public record KeepingPolicy(Duration every, Duration retry, int others) {

  public static final KeepingPolicy DEFAULT =
      new KeepingPolicy(Duration.ofMinutes(5), Duration.ofSeconds(10), 64);

  public KeepingPolicy {
    if (!every.isPositive() || !retry.isPositive()) {
      throw new IllegalArgumentException("the time between consolidations must be positive");
    }
  }
}
