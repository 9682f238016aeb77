package dev.mneme.reader.instances.kafka;

import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.KnownPlacement;
import dev.mneme.reader.instances.Member;
import dev.mneme.reader.instances.Placement;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance as a member of the group: it hears who has what, and reads nothing. What it has a
 * copy of is followed by consumers that are in no group, so that neither a rebalance nor becoming
 * the owner of what it was a standby for interrupts any of them.
 *
 * <p>A member is static: one that is killed and comes back in time takes its place again and
 * nothing is shared out anew; its standbys answer meanwhile.
 */
public final class GroupMembership implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GroupMembership.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long BETWEEN_COMMITS = Duration.ofSeconds(1).toNanos();

  private final String topic;
  private final KnownPlacement known;
  private final int standbys;
  private final Supplier<Set<Integer>> warm;
  private final Supplier<Map<TopicPartition, Long>> positions;
  private final Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers;
  private final Thread thread;
  private volatile URI address = URI.create("http://127.0.0.1:1");
  private volatile int generation = -1;
  private volatile Optional<String> failure = Optional.empty();
  private volatile boolean closing;
  private volatile Optional<Consumer<byte[], byte[]>> current = Optional.empty();
  private long nextCommit = System.nanoTime();
  private int askedIn = -1;

  /**
   * @param standbys copies of each partition beside the owner's
   * @param warm partitions of which there is a copy here that has caught up
   * @param positions what was read so far, for operators to see the lag
   * @param consumers makes the consumer of the group, given what is to be added to its settings
   */
  public GroupMembership(
      String topic,
      KnownPlacement known,
      int standbys,
      Supplier<Set<Integer>> warm,
      Supplier<Map<TopicPartition, Long>> positions,
      Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers) {
    this.topic = topic;
    this.known = known;
    this.standbys = standbys;
    this.warm = warm;
    this.positions = positions;
    this.consumers = consumers;
    this.thread = Thread.ofPlatform().name("group-" + topic).daemon().unstarted(this::run);
  }

  /**
   * @param at where other instances reach this one
   */
  public void start(URI at) {
    address = at;
    thread.start();
  }

  /** Why it is no member any more and will not be again, if so. */
  public Optional<String> failure() {
    return failure;
  }

  private void run() {
    while (!closing && failure.isEmpty()) {
      try (Consumer<byte[], byte[]> kafka =
          consumers.apply(
              Map.of(
                  "partition.assignment.strategy",
                  List.of(PlacementAssignor.class),
                  PlacementAssignor.SEAT,
                  new OwnSeat()))) {
        current = Optional.of(kafka);
        kafka.subscribe(List.of(topic), new ReadNothing(kafka));
        while (!closing) {
          round(kafka);
        }
      } catch (WakeupException e) {
        log.debug("woken to close", e);
      } catch (FencedInstanceIdException e) {
        failure =
            Optional.of(
                "another process took the name %s: give each instance its own MNEME_INSTANCE"
                    .formatted(known.name()));
        log.error("no longer a member of the group because=\"{}\"", failure.get());
      } catch (KafkaException e) {
        log.warn("no member of the group now, trying again cause=\"{}\"", e.getMessage());
        pause();
      } catch (RuntimeException e) {
        log.error("the group of readers broke, trying again", e);
        pause();
      } finally {
        current = Optional.empty();
      }
    }
  }

  private void round(Consumer<byte[], byte[]> kafka) {
    kafka.poll(POLL);
    Placement placement = known.placement();
    if (generation > askedIn && isOutdated(placement)) {
      askedIn = generation;
      kafka.enforceRebalance("the instance has moved, or has caught up with what it is to have");
    }
    if (System.nanoTime() - nextCommit > 0) {
      nextCommit = System.nanoTime() + BETWEEN_COMMITS;
      commit(kafka, placement.ownedBy(known.name()));
    }
  }

  /** Whether the group shared out by what is no longer so here. */
  private boolean isOutdated(Placement placement) {
    boolean moved =
        placement.named(known.name()).filter(self -> !self.address().equals(address)).isPresent();
    Set<Integer> promised = placement.promisedTo(known.name());
    return moved || (!promised.isEmpty() && warm.get().containsAll(promised));
  }

  private void commit(Consumer<byte[], byte[]> kafka, Set<Integer> owned) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    positions
        .get()
        .forEach(
            (partition, next) -> {
              if (owned.contains(partition.partition())) {
                offsets.put(partition, new OffsetAndMetadata(next));
              }
            });
    kafka.commitAsync(
        offsets,
        (_, notShown) -> {
          if (notShown != null) {
            log.debug("lag is not shown this time", notShown);
          }
        });
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  @Override
  public void close() {
    closing = true;
    current.ifPresent(Consumer::wakeup);
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What this member says of itself, and hears. */
  private final class OwnSeat implements PlacementAssignor.Seat {

    @Override
    public Member self() {
      return new Member(
          new Instance(known.name(), address),
          warm.get(),
          known.placement().ownedBy(known.name()),
          generation);
    }

    @Override
    public int standbys() {
      return standbys;
    }

    @Override
    public void agreed(Placement placement, int at) {
      generation = at;
      known.agreed(placement);
      log.info(
          "placement generation={} instances={} owned={} copies={} promised={}",
          at,
          placement.instances().stream().map(Instance::name).toList(),
          placement.ownedBy(known.name()),
          placement.copiesOf(known.name()),
          placement.promisedTo(known.name()));
    }
  }

  /** Partitions are given to say whose they are; they are read elsewhere. */
  private record ReadNothing(Consumer<byte[], byte[]> kafka) implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> given) {
      kafka.pause(given);
      given.forEach(id -> kafka.seek(id, 0)); // any position: else the consumer asks for one
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {}
  }
}
