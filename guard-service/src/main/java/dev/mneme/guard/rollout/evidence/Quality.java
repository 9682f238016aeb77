package dev.mneme.guard.rollout.evidence;

/**
 * Whether the new layer gives the right answers and keeps what it must not tell.
 *
 * @param compared answers of both layers that were compared
 * @param overlapSum sum of their overlaps, each 0 to 1
 * @param leaks personal data that was found where none may be
 * @param kViolations groups released although they were too small
 * @param slowestForgetMillis longest time from a forget to its decision
 */
public record Quality(
    long compared, double overlapSum, long leaks, long kViolations, long slowestForgetMillis) {

  public static final Quality NONE = new Quality(0, 0, 0, 0, 0);

  public Quality plus(Quality other) {
    return new Quality(
        compared + other.compared,
        overlapSum + other.overlapSum,
        leaks + other.leaks,
        kViolations + other.kViolations,
        Math.max(slowestForgetMillis, other.slowestForgetMillis));
  }

  /** Mean overlap; 1 when nothing was compared. */
  public double overlap() {
    return compared == 0 ? 1 : overlapSum / compared;
  }
}
