package dev.mneme.guard.rollout.evidence;

import java.util.Collection;
import java.util.Map;

/** What is known about all regions. */
public record Evidence(Map<String, RegionEvidence> regions) {

  public static final Evidence NONE = new Evidence(Map.of());

  public Evidence {
    regions = Map.copyOf(regions);
  }

  public RegionEvidence of(String region) {
    RegionEvidence known = regions.get(region);
    return known == null ? RegionEvidence.none() : known;
  }

  /** All since the step began, in these regions together. */
  public Tally step(Collection<String> covered) {
    return covered.stream().map(region -> of(region).step()).reduce(Tally.none(), Tally::plus);
  }
}
