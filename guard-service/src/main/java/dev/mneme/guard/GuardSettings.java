package dev.mneme.guard;

import dev.mneme.guard.decision.GradedReturn;
import dev.mneme.guard.decision.GuardPolicy;
import dev.mneme.guard.decision.SlowCallPolicy;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The guard's numbers as operators set them: {@code mneme.guard.*}, or {@code MNEME_GUARD_*} in the
 * environment. What each means is said at {@link GuardPolicy}.
 *
 * @param registryWait how long a record waits in place for the schema registry
 */
@ConfigurationProperties("mneme.guard")
public record GuardSettings(
    @Bindable(defaultValue = "3") int threshold,
    @Bindable(defaultValue = "PT60S") Duration idleReset,
    @Bindable(defaultValue = "PT300S") Duration hold,
    @Bindable(defaultValue = "2.0") double holdGrowth,
    @Bindable(defaultValue = "0.2") double holdJitter,
    @Bindable(defaultValue = "PT1H") Duration longestHold,
    @Bindable(defaultValue = "PT30S") Duration probeOffer,
    @Bindable(defaultValue = "PT10S") Duration probeLock,
    @Bindable(defaultValue = "PT0.15S") Duration probeBudget,
    @Bindable(defaultValue = "PT24H") Duration longestForce,
    @Bindable(defaultValue = "0.0") double slowRate,
    @Bindable(defaultValue = "20") int slowMinimum,
    @Bindable(defaultValue = "100") int slowWindow,
    @Bindable(defaultValue = "100") int enforcing,
    @Bindable(defaultValue = "100") int returnPercent,
    @Bindable(defaultValue = "PT60S") Duration returnDwell,
    @Bindable(defaultValue = "PT4S") Duration registryWait) {

  /** The evidence of a downgrade is kept with the state: a streak has to stay small. */
  private static final int LARGEST_THRESHOLD = 100;

  /**
   * Shorter than the transaction time-out, so that a waiting record never loses its transaction.
   */
  private static final Duration LONGEST_REGISTRY_WAIT = Duration.ofSeconds(8);

  public GuardSettings {
    require(
        threshold >= 1 && threshold <= LARGEST_THRESHOLD, "threshold", threshold, "from 1 to 100");
    requirePositive("idle-reset", idleReset);
    requirePositive("hold", hold);
    require(holdGrowth >= 1 && holdGrowth <= 100, "hold-growth", holdGrowth, "from 1 to 100");
    require(holdJitter >= 0 && holdJitter <= 1, "hold-jitter", holdJitter, "from 0 to 1");
    require(
        longestHold.compareTo(hold) >= 0,
        "longest-hold",
        longestHold,
        "at least the hold, " + hold);
    requirePositive("probe-offer", probeOffer);
    requirePositive("probe-lock", probeLock);
    requirePositive("probe-budget", probeBudget);
    require(
        probeBudget.compareTo(probeLock) < 0,
        "probe-budget",
        probeBudget,
        "below the probe-lock, " + probeLock);
    requirePositive("longest-force", longestForce);
    require(slowRate >= 0 && slowRate <= 1, "slow-rate", slowRate, "from 0 to 1");
    require(slowMinimum >= 1, "slow-minimum", slowMinimum, "at least 1");
    require(
        slowWindow >= slowMinimum,
        "slow-window",
        slowWindow,
        "at least the slow-minimum, " + slowMinimum);
    require(enforcing >= 0 && enforcing <= 100, "enforcing", enforcing, "from 0 to 100");
    require(
        returnPercent >= 1 && returnPercent <= 100,
        "return-percent",
        returnPercent,
        "from 1 to 100");
    requirePositive("return-dwell", returnDwell);
    requirePositive("registry-wait", registryWait);
    require(
        registryWait.compareTo(LONGEST_REGISTRY_WAIT) <= 0,
        "registry-wait",
        registryWait,
        "at most " + LONGEST_REGISTRY_WAIT);
  }

  public GuardPolicy toPolicy() {
    return new GuardPolicy(
        threshold,
        idleReset,
        hold,
        holdGrowth,
        holdJitter,
        longestHold,
        probeOffer,
        probeLock,
        probeBudget,
        longestForce,
        new SlowCallPolicy(slowRate, slowMinimum, slowWindow),
        enforcing,
        new GradedReturn(returnPercent, returnDwell));
  }

  private static void requirePositive(String key, Duration value) {
    // Everything is decided in milliseconds.
    require(value.toMillis() >= 1, key, value, "at least a millisecond");
  }

  private static void require(boolean holds, String key, Object value, String form) {
    if (!holds) {
      throw new IllegalArgumentException(
          "mneme.guard." + key + " is " + value + "; it must be " + form);
    }
  }
}
