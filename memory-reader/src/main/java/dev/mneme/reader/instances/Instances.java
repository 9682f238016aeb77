package dev.mneme.reader.instances;

import java.util.List;
import java.util.Optional;

/**
 * Who serves which partition, as the group last agreed. It is where to ask first, and nothing more:
 * what makes an answer right is that the copy it comes from has caught up with the log.
 */
public interface Instances {

  /** The name of this one. */
  String name();

  /** Who answers for the partition; empty while nobody is known to. */
  Optional<Instance> ownerOf(int partition);

  /** Who else keeps a copy of it, the best first. */
  List<Instance> standbysOf(int partition);

  /** Every instance of the group, by name. */
  List<Instance> all();

  /** Whether this one answers for it. */
  default boolean isOwner(int partition) {
    return ownerOf(partition).filter(owner -> owner.name().equals(name())).isPresent();
  }
}
