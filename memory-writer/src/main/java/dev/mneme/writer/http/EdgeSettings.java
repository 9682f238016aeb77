package dev.mneme.writer.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Bounds of the HTTP edge.
 *
 * @param mostInFlight requests under way at once; more are refused with 503
 * @param outcomePatience how long an accepted request waits to be told how it ended; 202 after that
 * @param jsonDepth most levels of objects and arrays in a body
 * @param jsonValues most keys, elements and brackets in a body
 */
@ConfigurationProperties("mneme.writer.edge")
public record EdgeSettings(
    @Bindable(defaultValue = "256") int mostInFlight,
    @Bindable(defaultValue = "250ms") Duration outcomePatience,
    @Bindable(defaultValue = "32") int jsonDepth,
    @Bindable(defaultValue = "4000") int jsonValues) {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  public EdgeSettings {
    requirePositive("MOST_IN_FLIGHT", mostInFlight);
    requirePositive("JSON_DEPTH", jsonDepth);
    requirePositive("JSON_VALUES", jsonValues);
    if (outcomePatience.isNegative() || outcomePatience.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "MNEME_WRITER_EDGE_OUTCOME_PATIENCE is "
              + outcomePatience
              + "; it must be from 0 to 30 seconds");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "MNEME_WRITER_EDGE_" + name + " is " + value + "; it must be at least 1");
    }
  }
}
