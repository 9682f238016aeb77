package dev.mneme.reader.instances.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.Member;
import dev.mneme.reader.instances.Placement;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class PlacementAssignorTest {

  private static final Node BROKER = new Node(0, "localhost", 1);

  @Test
  void shouldTellEveryMemberTheSamePlacement() {
    Seat a = new Seat("a");
    Seat b = new Seat("b");

    Map<String, Assignment> given = shareOut(topic(4), a, b);
    given.forEach((id, assignment) -> (id.equals("a") ? a : b).take(assignment));

    assertThat(a.agreed).isEqualTo(b.agreed);
    assertThat(a.agreed.instances()).extracting(Instance::name).containsExactly("a", "b");
    assertThat(a.agreed.named("b")).map(Instance::address).contains(URI.create("http://b:4100"));
    assertThat(given.get("a").partitions()).hasSize(2);
    assertThat(a.agreed.ownedBy("a"))
        .containsExactlyInAnyOrderElementsOf(
            given.get("a").partitions().stream().map(p -> p.partition()).toList());
    assertThat(a.generation).isEqualTo(7);
  }

  @Test
  void shouldAgreeOnNothingWhileTheTopicIsNotThere() {
    Seat a = new Seat("a");

    Map<String, Assignment> given = shareOut(topic(0), a);
    a.take(given.get("a"));

    assertThat(given.get("a").partitions()).isEmpty();
    assertThat(a.agreed).isEqualTo(Placement.NONE);
  }

  @Test
  void shouldRefuseAMemberThatIsNoReader() {
    ByteBuffer foreign = ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8));
    PlacementAssignor assignor = new Seat("a").assignor;

    assertThatThrownBy(
            () ->
                assignor.assign(
                    topic(4),
                    new GroupSubscription(
                        Map.of("x", new Subscription(List.of("memory.records"), foreign)))))
        .hasMessageContaining("no reader");
    assertThatThrownBy(() -> GroupNotes.member(null)).hasMessageContaining("nothing of itself");
  }

  private static Map<String, Assignment> shareOut(Cluster cluster, Seat... seats) {
    Map<String, Subscription> subscriptions = new HashMap<>();
    for (Seat seat : seats) {
      subscriptions.put(
          seat.name,
          new Subscription(
              List.of("memory.records"),
              seat.assignor.subscriptionUserData(Set.of("memory.records"))));
    }
    return seats[0]
        .assignor
        .assign(cluster, new GroupSubscription(subscriptions))
        .groupAssignment();
  }

  private static Cluster topic(int partitions) {
    return new Cluster(
        "cluster",
        List.of(BROKER),
        IntStream.range(0, partitions)
            .mapToObj(
                p ->
                    new PartitionInfo(
                        "memory.records", p, BROKER, new Node[] {BROKER}, new Node[] {BROKER}))
            .toList(),
        Set.of(),
        Set.of());
  }

  /** A member with nothing yet. */
  private static final class Seat implements PlacementAssignor.Seat {

    final String name;
    final PlacementAssignor assignor = new PlacementAssignor();
    Placement agreed = Placement.NONE;
    int generation;

    Seat(String name) {
      this.name = name;
      assignor.configure(Map.of(PlacementAssignor.SEAT, this));
    }

    @SuppressWarnings("removal") // what takes its place is not public yet
    void take(Assignment assignment) {
      assignor.onAssignment(
          assignment, new ConsumerGroupMetadata("memory-reader", 7, name, Optional.empty()));
    }

    @Override
    public Member self() {
      return new Member(
          new Instance(name, URI.create("http://" + name + ":4100")), Set.of(), Set.of(), -1);
    }

    @Override
    public int standbys() {
      return 1;
    }

    @Override
    public void agreed(Placement placement, int at) {
      agreed = placement;
      generation = at;
    }
  }
}
