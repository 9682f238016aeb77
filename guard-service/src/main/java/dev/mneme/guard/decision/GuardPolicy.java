package dev.mneme.guard.decision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * The guard's numbers.
 *
 * @param threshold failures in a row that take a layer out of the read path
 * @param idleReset time without a failure after which the count starts again
 * @param hold how long reads stay away after a downgrade
 * @param growth factor by which a hold grows with each failed probe, at least 1
 * @param jitter share of a grown hold that is spread, 0 to 1, so that scopes that failed together
 *     are not probed together
 * @param longestHold no hold is longer
 * @param probeOffer how long a probe stays open to be claimed
 * @param probeLock how long the instance that got the probe has to answer
 * @param probeBudget an answer that took longer is a failed probe
 * @param longestForce an operator may force a mode for no longer
 * @param enforcing percent of downgrades that really take reads away; 0 only shows what would be
 */
public record GuardPolicy(
    int threshold,
    Duration idleReset,
    Duration hold,
    double growth,
    double jitter,
    Duration longestHold,
    Duration probeOffer,
    Duration probeLock,
    Duration probeBudget,
    Duration longestForce,
    SlowCallPolicy slowCalls,
    int enforcing,
    GradedReturn gradedReturn) {

  /** The product's defaults. */
  public static final GuardPolicy DEFAULT =
      new GuardPolicy(
          3,
          Duration.ofSeconds(60),
          Duration.ofSeconds(300),
          2.0,
          0.2,
          Duration.ofHours(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMillis(150),
          Duration.ofHours(24),
          SlowCallPolicy.OFF,
          100,
          GradedReturn.AT_ONCE);

  /**
   * The first hold is exactly {@link #hold}. Later ones grow up to {@link #longestHold} and lose up
   * to {@link #jitter} of their length, but are never shorter than the first. The spread is derived
   * from scope and epoch, so that deciding again gives the same hold.
   */
  Duration holdOf(String scope, long epoch, int failedProbes) {
    if (failedProbes == 0) {
      return hold;
    }
    double grown =
        Math.min(hold.toMillis() * Math.pow(growth, failedProbes), longestHold.toMillis());
    double spread = grown * (1 - jitter * fractionOf(scope, epoch));
    return Duration.ofMillis(Math.max(hold.toMillis(), (long) spread));
  }

  /** Drawn from scope and epoch, so that deciding again gives the same. */
  boolean enforces(String scope, long epoch) {
    return fractionOf(scope + "!", epoch) * 100 < enforcing;
  }

  /** Between 0 and 1, the same for the same scope and epoch. */
  private static double fractionOf(String scope, long epoch) {
    var crc = new CRC32();
    crc.update((scope + '#' + epoch).getBytes(StandardCharsets.UTF_8));
    return crc.getValue() / (double) (1L << 32);
  }

  String budgetInWords() {
    return millis(probeBudget);
  }

  static String millis(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 6)
            .setScale(1, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " ms";
  }
}
