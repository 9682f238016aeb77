package dev.mneme.reader;

import dev.mneme.follower.FollowerStatus;
import dev.mneme.follower.FollowerStatus.PartitionStatus;
import dev.mneme.follower.TopicFollower;
import dev.mneme.reader.instances.Copies;
import dev.mneme.topics.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Copies as the followers of the records and of their vectors keep them. One that nobody waits for
 * before a forget is acknowledged is none to be answered from.
 */
final class FollowedCopies implements Copies {

  private final TopicFollower records;
  private final Optional<TopicFollower> vectors;
  private final IntPredicate accounted;

  FollowedCopies(TopicFollower records, Optional<TopicFollower> vectors, IntPredicate accounted) {
    this.records = records;
    this.vectors = vectors;
    this.accounted = accounted;
  }

  @Override
  public Set<Integer> warm() {
    Set<Integer> warm = caughtUp(records.status());
    vectors.ifPresent(follower -> warm.retainAll(caughtUp(follower.status())));
    warm.removeIf(partition -> !accounted.test(partition));
    return warm;
  }

  private static Set<Integer> caughtUp(FollowerStatus status) {
    return status.partitions().stream()
        .map(PartitionStatus::partition)
        .filter(partition -> IndexFitness.unfit(status, partition).isEmpty())
        .collect(Collectors.toSet());
  }

  /** What was read so far, of both topics. */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    add(positions, Topics.RECORDS.name(), records);
    vectors.ifPresent(follower -> add(positions, Topics.EMBEDDINGS.name(), follower));
    return positions;
  }

  private static void add(
      Map<TopicPartition, Long> positions, String topic, TopicFollower follower) {
    follower
        .status()
        .partitions()
        .forEach(each -> positions.put(new TopicPartition(topic, each.partition()), each.next()));
  }
}
