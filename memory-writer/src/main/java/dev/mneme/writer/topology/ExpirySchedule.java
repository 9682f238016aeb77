package dev.mneme.writer.topology;

import java.time.Duration;

/**
 * How memories whose time is over are removed.
 *
 * @param every time between two rounds
 * @param most removals of one partition in a round
 */
public record ExpirySchedule(Duration every, int most) {
  public static final ExpirySchedule STANDARD = new ExpirySchedule(Duration.ofSeconds(1), 500);
}
