package dev.mneme.reader.shadow;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** How far two answers to one question name the same memories. */
final class Overlap {

  private Overlap() {}

  /**
   * The memories that both name among their first {@code k}, divided by the larger number that one
   * of them names there; 1 when neither names any.
   */
  static double of(List<UUID> one, List<UUID> other, int k) {
    Set<UUID> ones = first(one, k);
    Set<UUID> others = first(other, k);
    int larger = Math.max(ones.size(), others.size());
    if (larger == 0) {
      return 1;
    }
    ones.retainAll(others);
    return (double) ones.size() / larger;
  }

  private static Set<UUID> first(List<UUID> ids, int k) {
    return new HashSet<>(ids.subList(0, Math.min(k, ids.size())));
  }
}
