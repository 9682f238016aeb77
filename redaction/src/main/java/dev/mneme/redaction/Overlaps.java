package dev.mneme.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One finding per character: the longest wins, then the most specific type, then the first. What a
 * loser covers beyond the winner stays a finding of the loser's type, since a detector found
 * personal data there and none of it may survive.
 */
final class Overlaps {
  private static final Comparator<Finding> STRONGEST_FIRST =
      Comparator.comparingInt(Finding::length)
          .reversed()
          .thenComparing(Finding::type)
          .thenComparingInt(Finding::start);

  private Overlaps() {}

  /**
   * The findings without overlaps, in order of place.
   *
   * @param untouchable places no finding may cover, themselves without overlaps
   */
  static List<Finding> resolve(List<Finding> findings, List<Finding> untouchable) {
    List<Finding> strongest = new ArrayList<>(findings);
    strongest.sort(STRONGEST_FIRST);
    TreeMap<Integer, Finding> chosen = new TreeMap<>();
    untouchable.forEach(place -> chosen.put(place.start(), place));
    for (Finding finding : strongest) {
      remainders(finding, chosen).forEach(part -> chosen.put(part.start(), part));
    }
    untouchable.forEach(place -> chosen.remove(place.start()));
    return List.copyOf(chosen.values());
  }

  private static List<Finding> remainders(Finding finding, TreeMap<Integer, Finding> chosen) {
    List<Finding> parts = new ArrayList<>();
    int from = finding.start();
    Map.Entry<Integer, Finding> before = chosen.floorEntry(from);
    if (before != null) {
      from = Math.max(from, before.getValue().end());
    }
    if (from >= finding.end()) {
      return parts;
    }
    for (Finding other : chosen.subMap(from, finding.end()).values()) {
      if (other.start() > from) {
        parts.add(new Finding(finding.type(), from, other.start()));
      }
      from = other.end();
    }
    if (from < finding.end()) {
      parts.add(new Finding(finding.type(), from, finding.end()));
    }
    return parts;
  }
}
