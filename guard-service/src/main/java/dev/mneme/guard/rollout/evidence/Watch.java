package dev.mneme.guard.rollout.evidence;

import dev.mneme.guard.rollout.plan.Limits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Since when a limit that may be exceeded for a while is exceeded without a break.
 *
 * @param errorsSince none while the error rate is below its limit
 * @param slowSince none while the 99th percentile is below its limit
 */
public record Watch(@Nullable Instant errorsSince, @Nullable Instant slowSince) {

  public static final Watch CALM = new Watch(null, null);

  /**
   * After another look at the last minute. A minute with too few reads says nothing: what was
   * exceeded before it still is.
   */
  public Watch after(Arm lastMinute, Limits limits, Instant now) {
    if (lastMinute.reads() < limits.minimumReads()) {
      return this;
    }
    return new Watch(
        since(errorsSince, lastMinute.errorPercent() > limits.errorPercent(), now),
        since(slowSince, lastMinute.p99Millis() > limits.p99().toNanos() / 1e6, now));
  }

  private static @Nullable Instant since(@Nullable Instant before, boolean exceeded, Instant now) {
    if (!exceeded) {
      return null;
    }
    return before == null ? now : before;
  }
}
