package dev.mneme.reader;

import dev.mneme.control.Percent;
import dev.mneme.reader.shadow.ShadowPolicy;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How much of the reads is compared between the layers ({@code mneme.reader.shadow.*}, {@code
 * MNEME_READER_SHADOW_*}).
 *
 * @param percent share of the legacy layer's reads that the new one is asked too
 * @param inFlight most comparisons at once; what comes on top is left out
 * @param depth how many of the first memories are compared
 * @param budget how long the new layer may take
 */
@Context
@ConfigurationProperties("mneme.reader.shadow")
record ShadowSettings(
    @Bindable(defaultValue = "10") String percent,
    @Bindable(defaultValue = "8") int inFlight,
    @Bindable(defaultValue = "10") int depth,
    @Bindable(defaultValue = "PT0.1S") Duration budget) {

  ShadowSettings {
    try {
      Percent.parse(percent);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "MNEME_READER_SHADOW_PERCENT is '%s'; it must be from 0 to 100 with at most two decimals"
              .formatted(percent),
          e);
    }
    requirePositive("IN_FLIGHT", inFlight);
    requirePositive("DEPTH", depth);
    if (!budget.isPositive()) {
      throw new IllegalArgumentException(
          "MNEME_READER_SHADOW_BUDGET is " + budget + "; it must be positive");
    }
  }

  ShadowPolicy policy() {
    return new ShadowPolicy(Percent.parse(percent), inFlight, depth, budget);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "MNEME_READER_SHADOW_%s is %d; it must be at least 1".formatted(name, value));
    }
  }
}
