package dev.mneme.guard.rollout.evidence;

/**
 * What is known about one region.
 *
 * @param step all since the step began
 * @param lastMinute reads of the new layer in the last minute
 * @param justNow reads of the new layer in the last ten seconds
 * @param guard what the guard says of the new layer
 * @param breakers what readers say of the promises that they do not keep
 */
public record RegionEvidence(
    Tally step, Arm lastMinute, Arm justNow, Watch watch, Guarded guard, OpenBreakers breakers) {

  /**
   * The guard's word.
   *
   * @param because why, when reads are not let through
   */
  public record Guarded(boolean readable, String because) {
    public static final Guarded FREE = new Guarded(true, "");
  }

  public static RegionEvidence none() {
    return new RegionEvidence(
        Tally.none(), Arm.none(), Arm.none(), Watch.CALM, Guarded.FREE, OpenBreakers.NONE);
  }
}
