package dev.mneme.writer.kafka;

import dev.mneme.writer.admission.Limits;
import dev.mneme.writer.memories.MemoryPolicy;
import dev.mneme.writer.topology.ExpirySchedule;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long memories live: {@code mneme.writer.memories.*}, or {@code MNEME_WRITER_MEMORIES_*} in
 * the environment.
 *
 * @param maxAge after its creation a memory expires; it may ask for less
 * @param maxIdle after its last use or change a memory expires; it may ask for less
 * @param expiryInterval time between two rounds that remove what is over
 * @param expiryBatch removals of one partition in a round
 */
@ConfigurationProperties("mneme.writer.memories")
public record MemorySettings(
    @Bindable(defaultValue = "90d") Duration maxAge,
    @Bindable(defaultValue = "30d") Duration maxIdle,
    @Bindable(defaultValue = "1s") Duration expiryInterval,
    @Bindable(defaultValue = "500") int expiryBatch) {

  private static final Duration A_CENTURY = Duration.ofDays(36_525);

  /** A round must end well below the transaction's timeout. */
  private static final int LARGEST_BATCH = 10_000;

  public MemorySettings {
    requireSpan("max-age", maxAge);
    requireSpan("max-idle", maxIdle);
    require(
        expiryInterval.toMillis() >= 1,
        "expiry-interval",
        expiryInterval,
        "at least a millisecond");
    require(
        expiryBatch >= 1 && expiryBatch <= LARGEST_BATCH,
        "expiry-batch",
        expiryBatch,
        "from 1 to " + LARGEST_BATCH);
  }

  public MemoryPolicy toPolicy() {
    return new MemoryPolicy(maxAge, maxIdle, Limits.STANDARD);
  }

  public ExpirySchedule toSchedule() {
    return new ExpirySchedule(expiryInterval, expiryBatch);
  }

  private static void requireSpan(String key, Duration value) {
    require(
        value.toSeconds() >= 1 && value.compareTo(A_CENTURY) <= 0,
        key,
        value,
        "from a second to a hundred years");
  }

  private static void require(boolean holds, String key, Object value, String form) {
    if (!holds) {
      throw new IllegalArgumentException(
          "mneme.writer.memories." + key + " is " + value + "; it must be " + form);
    }
  }
}
