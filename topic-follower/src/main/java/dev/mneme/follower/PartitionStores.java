package dev.mneme.follower;

import org.apache.kafka.common.TopicPartition;

/**
 * Opens the part of a store that belongs to a partition, when this process is given the partition.
 */
@FunctionalInterface
public interface PartitionStores {

  /**
   * @throws RetryLaterException when the store cannot be reached now; it is tried again
   * @throws Exception when the store must not be used; the follower stops
   */
  PartitionStore open(TopicPartition partition) throws Exception;
}
