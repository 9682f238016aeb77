package dev.mneme.guard.rollout.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How reads move from the legacy layer to the new one.
 *
 * @param regions all that it moves
 * @param seed that subjects draw under
 */
public record Plan(
    UUID id,
    String name,
    List<String> regions,
    List<Step> steps,
    Gates gates,
    Limits limits,
    String seed) {

  private static final List<Integer> USUAL = List.of(1, 2, 5, 10, 25, 50, 75);

  public Plan {
    regions = List.copyOf(regions);
    steps = List.copyOf(steps);
  }

  /** 1, 2, 5, 10, 25, 50, 75 percent everywhere, then all of it, one region after the other. */
  public static List<Step> usualSteps(List<String> regions, Duration dwell) {
    var steps = new ArrayList<Step>();
    USUAL.forEach(percent -> steps.add(new Step(percent, regions, dwell)));
    regions.forEach(region -> steps.add(new Step(100, List.of(region), dwell)));
    return steps;
  }

  /** The share of each region during a step; a region that no step has covered yet has none. */
  public Map<String, Integer> exposure(int step) {
    var exposure = new LinkedHashMap<String, Integer>();
    for (int i = 0; i <= step; i++) {
      Step passed = steps.get(i);
      passed.regions().forEach(region -> exposure.put(region, passed.percent()));
    }
    return exposure;
  }

  /** The share of each region when it is over, by itself or by an operator. */
  public Map<String, Integer> nowhere() {
    var exposure = new LinkedHashMap<String, Integer>();
    regions.forEach(region -> exposure.put(region, 0));
    return exposure;
  }

  public boolean isLast(int step) {
    return step == steps.size() - 1;
  }
}
