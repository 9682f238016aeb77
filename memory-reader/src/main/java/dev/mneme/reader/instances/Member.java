package dev.mneme.reader.instances;

import java.util.Set;

/**
 * An instance as it presents itself when the partitions are shared out.
 *
 * @param warm partitions of which it has a copy that has caught up with the log
 * @param owned partitions it answers for as far as it knows
 * @param since generation of the group in which it heard so; of two that claim a partition the
 *     later is right
 */
public record Member(Instance instance, Set<Integer> warm, Set<Integer> owned, int since) {

  public Member {
    warm = Set.copyOf(warm);
    owned = Set.copyOf(owned);
  }

  public String name() {
    return instance.name();
  }
}
