package dev.mneme.shell.metrics;

import dev.mneme.topics.PartitionLag;
import java.util.List;

/** Something of this service that follows a topic, and how far it is behind in what it has. */
@FunctionalInterface
public interface ConsumerLag {

  /** As last known; asks nobody. */
  List<PartitionLag> lag();
}
