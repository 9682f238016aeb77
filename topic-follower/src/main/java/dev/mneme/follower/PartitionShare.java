package dev.mneme.follower;

import java.util.Optional;
import java.util.Set;

/** Says which partitions of its topic a follower is to follow, when the group does not. */
@FunctionalInterface
public interface PartitionShare {

  /**
   * Asked between polls; what stays in it is not interrupted by what comes and goes.
   *
   * @return empty while it is not known, which changes nothing
   * @throws IllegalStateException when nothing of the topic must be followed any more; the follower
   *     stops and says why
   */
  Optional<Set<Integer>> now();
}
