package dev.mneme.writer.memories;

import dev.mneme.writer.admission.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every memory.
 *
 * @param maxAge after its creation it expires; a memory may ask for less
 * @param maxIdle after its last use or change it expires; a memory may ask for less
 * @param limits of what two memories make together
 */
public record MemoryPolicy(Duration maxAge, Duration maxIdle, Limits limits) {

  public static final MemoryPolicy STANDARD =
      new MemoryPolicy(Duration.ofDays(90), Duration.ofDays(30), Limits.STANDARD);

  long ageSeconds(@Nullable Long asked) {
    return least(asked, maxAge);
  }

  long idleSeconds(@Nullable Long asked) {
    return least(asked, maxIdle);
  }

  private static long least(@Nullable Long asked, Duration bound) {
    return asked == null ? bound.toSeconds() : Math.min(asked, bound.toSeconds());
  }
}
