package dev.mneme.reader.instances;

import java.util.Set;

/** The copies of partitions that are on this instance. */
public interface Copies {

  /**
   * Partitions of which the memories and their vectors have caught up with the log here, and for
   * which forgets wait: an answer from such a copy is as good as its owner's.
   */
  Set<Integer> warm();

  default boolean isWarm(int partition) {
    return warm().contains(partition);
  }
}
