package dev.mneme.guard.rollout.plan;

import java.time.Duration;
import java.util.List;

/**
 * One step of a plan.
 *
 * @param percent share of the subjects that read from the new layer, 1 to 100
 * @param regions it covers; the others stay as they are
 * @param dwell how long it lasts at least
 */
public record Step(int percent, List<String> regions, Duration dwell) {

  public Step {
    regions = List.copyOf(regions);
  }
}
