package dev.mneme.follower;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits positions to the group now and then, so that operators see lag; nothing resumes there.
 */
final class OperatorLag {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorLag.class);
  private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);

  private Instant nextCommit = Instant.MIN;

  void show(Consumer<byte[], byte[]> kafka, Collection<FollowedPartition> partitions, Instant now) {
    if (now.isBefore(nextCommit)) {
      return;
    }
    nextCommit = now.plus(BETWEEN_COMMITS);
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (FollowedPartition partition : partitions) {
      PartitionStore store = partition.store();
      if (store != null) {
        long position = partition.isWaiting() ? store.next() : kafka.position(partition.id());
        positions.put(partition.id(), new OffsetAndMetadata(position));
      }
    }
    kafka.commitAsync(
        positions,
        (offsets, failure) -> {
          if (failure != null) {
            LOG.debug("lag is not shown this time", failure);
          }
        });
  }
}
