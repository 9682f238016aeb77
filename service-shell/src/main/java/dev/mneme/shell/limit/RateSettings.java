package dev.mneme.shell.limit;

import dev.mneme.shell.auth.Family;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How often one token may ask, per family and instance of a service.
 *
 * @param personalPerSecond sustained requests a second
 * @param cohortPerSecond sustained requests a second
 * @param populationPerSecond sustained requests a second
 * @param burstSeconds how many seconds' worth may come at once
 * @param mostCallers callers remembered at once; the one not seen for longest is forgotten first
 */
@Context
@ConfigurationProperties("mneme.rate")
public record RateSettings(
    @Bindable(defaultValue = "500") int personalPerSecond,
    @Bindable(defaultValue = "100") int cohortPerSecond,
    @Bindable(defaultValue = "50") int populationPerSecond,
    @Bindable(defaultValue = "2") int burstSeconds,
    @Bindable(defaultValue = "20000") int mostCallers) {

  public RateSettings {
    requirePositive("PERSONAL_PER_SECOND", personalPerSecond);
    requirePositive("COHORT_PER_SECOND", cohortPerSecond);
    requirePositive("POPULATION_PER_SECOND", populationPerSecond);
    requirePositive("BURST_SECONDS", burstSeconds);
    requirePositive("MOST_CALLERS", mostCallers);
  }

  public int perSecond(Family family) {
    return switch (family) {
      case PERSONAL -> personalPerSecond;
      case COHORT -> cohortPerSecond;
      case POPULATION -> populationPerSecond;
    };
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "MNEME_RATE_" + name + " is " + value + "; it must be at least 1");
    }
  }
}
