package dev.mneme.reader.instances;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom to ask about a partition before this instance answers by itself: its owner, then those that
 * keep a copy. Where this one has a good copy in that order, nobody after it is asked.
 */
public final class Way {

  private Way() {}

  /** Empty when it is to be answered here. */
  public static List<Instance> of(int partition, Instances instances, Copies copies) {
    List<Instance> asked = new ArrayList<>();
    Optional<Instance> owner = instances.ownerOf(partition);
    owner.ifPresent(asked::add);
    asked.addAll(instances.standbysOf(partition));
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).name().equals(instances.name()) && copies.isWarm(partition)) {
        return List.copyOf(asked.subList(0, i));
      }
    }
    asked.removeIf(instance -> instance.name().equals(instances.name()));
    return List.copyOf(asked);
  }
}
