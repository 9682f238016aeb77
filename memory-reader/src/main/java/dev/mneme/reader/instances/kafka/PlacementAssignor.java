package dev.mneme.reader.instances.kafka;

import dev.mneme.reader.instances.Member;
import dev.mneme.reader.instances.Placement;
import dev.mneme.reader.instances.Sharing;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;

/**
 * Puts our placement into Kafka's group protocol. Every member says where it is reached and what it
 * has; the one that the group made its leader shares the partitions out; every member gets the
 * whole placement with its own part, so that all of a generation see the same.
 *
 * <p>Kafka makes it by its class: what it works with comes through the consumer's configuration.
 */
public final class PlacementAssignor implements ConsumerPartitionAssignor, Configurable {

  /** The configuration under which a consumer is given its {@link Seat}. */
  static final String SEAT = "mneme.placement.seat";

  /** What the assignor of one member works with. */
  interface Seat {

    Member self();

    int standbys();

    void agreed(Placement placement, int generation);
  }

  private Seat seat = new Unseated();

  @Override
  public void configure(Map<String, ?> configs) {
    if (!(configs.get(SEAT) instanceof Seat given)) {
      throw new IllegalStateException("the assignor of readers needs " + SEAT);
    }
    seat = given;
  }

  @Override
  public String name() {
    return "mneme-readers";
  }

  @Override
  public ByteBuffer subscriptionUserData(Set<String> topics) {
    return GroupNotes.write(seat.self());
  }

  @Override
  public GroupAssignment assign(Cluster cluster, GroupSubscription subscriptions) {
    Map<String, String> memberIds = new HashMap<>();
    Map<String, Member> members = new TreeMap<>();
    Set<String> topics = new TreeSet<>();
    subscriptions
        .groupSubscription()
        .forEach(
            (id, subscription) -> {
              Member member = GroupNotes.member(subscription.userData());
              memberIds.put(member.name(), id);
              members.put(member.name(), member);
              topics.addAll(subscription.topics());
            });
    Map<String, Assignment> assignments = new HashMap<>();
    String topic = topics.iterator().next();
    Integer partitions = cluster.partitionCountForTopic(topic);
    Placement placement =
        partitions == null
            ? Placement.NONE
            : Sharing.of(List.copyOf(members.values()), partitions, seat.standbys());
    memberIds.forEach(
        (name, id) ->
            assignments.put(
                id,
                new Assignment(
                    placement.ownedBy(name).stream()
                        .sorted()
                        .map(partition -> new TopicPartition(topic, partition))
                        .toList(),
                    GroupNotes.write(placement))));
    return new GroupAssignment(assignments);
  }

  @Override
  public void onAssignment(Assignment assignment, ConsumerGroupMetadata group) {
    Placement placement = GroupNotes.placement(assignment.userData());
    if (placement.partitions() > 0) { // none: the topic is not there yet
      seat.agreed(placement, group.generationId());
    }
  }

  /** Before Kafka configured it. */
  private static final class Unseated implements Seat {

    @Override
    public Member self() {
      throw new IllegalStateException("not configured");
    }

    @Override
    public int standbys() {
      throw new IllegalStateException("not configured");
    }

    @Override
    public void agreed(Placement placement, int generation) {
      throw new IllegalStateException("not configured");
    }
  }
}
