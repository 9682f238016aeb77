package dev.mneme.system.monitoring;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The rules as they are, in less time, so that an alert can be seen to fire and to stop within a
 * test: of every time a rule waits or looks back for, a minute lasts {@value #SECONDS} seconds.
 * Thresholds stay.
 */
final class Shortened {

  private static final int SECONDS = 2;
  private static final Pattern TIMES =
      Pattern.compile("(?<=\\[|for: |offset )(\\d+)([smhd])(?=[])\\s])");

  private Shortened() {}

  static String rules(String text) {
    return TIMES.matcher(text).replaceAll(time -> shorter(time).toSeconds() + "s");
  }

  private static Duration shorter(MatchResult time) {
    long number = Long.parseLong(time.group(1));
    Duration whole =
        switch (time.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    return whole.multipliedBy(SECONDS).dividedBy(60);
  }
}
