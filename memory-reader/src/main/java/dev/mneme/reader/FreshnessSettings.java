package dev.mneme.reader;

import dev.mneme.reader.cache.CachePolicy;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How new what is answered must be ({@code mneme.freshness.*}, {@code MNEME_FRESHNESS_*}).
 *
 * @param consistencyWait how long a recall with a consistency token waits for its write
 * @param consistencyWaits how many may wait at once; more are answered without waiting
 * @param account how long the reader may be unheard before it answers from its index no more; after
 *     half as long again nobody waits for it before a forget is acknowledged
 * @param stage name of the writer's stage on the broker
 * @param keep how long an answer is kept
 * @param keepEmpty how long an answer without memories is kept
 * @param keepBytes about how much all kept answers may take; 0 keeps none
 */
@ConfigurationProperties("mneme.freshness")
record FreshnessSettings(
    @Bindable(defaultValue = "PT0.25S") Duration consistencyWait,
    @Bindable(defaultValue = "256") int consistencyWaits,
    @Bindable(defaultValue = "PT30S") Duration account,
    @Bindable(defaultValue = "memory-writer") String stage,
    @Bindable(defaultValue = "PT30S") Duration keep,
    @Bindable(defaultValue = "PT3S") Duration keepEmpty,
    @Bindable(defaultValue = "33554432") long keepBytes) {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** As long as an answer may be old at all. */
  private static final Duration LONGEST_KEEP = Duration.ofSeconds(60);

  FreshnessSettings {
    if (consistencyWait.isNegative() || consistencyWait.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "MNEME_FRESHNESS_CONSISTENCY_WAIT is %s; it must be from 0 to 10 seconds"
              .formatted(consistencyWait));
    }
    if (consistencyWaits < 1) {
      throw new IllegalArgumentException(
          "MNEME_FRESHNESS_CONSISTENCY_WAITS is %d; it must be at least 1"
              .formatted(consistencyWaits));
    }
    if (account.compareTo(Duration.ofSeconds(5)) < 0) {
      throw new IllegalArgumentException(
          "MNEME_FRESHNESS_ACCOUNT is %s; it must be at least 5 seconds".formatted(account));
    }
    requireKeep("MNEME_FRESHNESS_KEEP", keep);
    requireKeep("MNEME_FRESHNESS_KEEP_EMPTY", keepEmpty);
    if (keepBytes < 0) {
      throw new IllegalArgumentException(
          "MNEME_FRESHNESS_KEEP_BYTES is %d; it must not be negative".formatted(keepBytes));
    }
  }

  private static void requireKeep(String name, Duration value) {
    if (!value.isPositive() || value.compareTo(LONGEST_KEEP) > 0) {
      throw new IllegalArgumentException(
          "%s is %s; it must be positive and at most 60 seconds".formatted(name, value));
    }
  }

  CachePolicy cache() {
    return new CachePolicy(keep, keepEmpty, keepBytes);
  }
}
