package dev.mneme.guard.rollout.evidence;

/**
 * What was seen in some stretch of time.
 *
 * @param canary reads of the new layer by the subjects that it serves
 * @param control reads of the legacy layer by the others
 */
public record Tally(Arm canary, Arm control, Quality quality) {

  public static Tally none() {
    return new Tally(Arm.none(), Arm.none(), Quality.NONE);
  }

  public static Tally canary(Arm reads) {
    return new Tally(reads, Arm.none(), Quality.NONE);
  }

  public static Tally control(Arm reads) {
    return new Tally(Arm.none(), reads, Quality.NONE);
  }

  public static Tally quality(Quality seen) {
    return new Tally(Arm.none(), Arm.none(), seen);
  }

  public Tally plus(Tally other) {
    return new Tally(
        canary.plus(other.canary), control.plus(other.control), quality.plus(other.quality));
  }
}
