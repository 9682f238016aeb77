package dev.mneme.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {

  private static final TopicPartition P0 = new TopicPartition("t", 0);
  private static final TopicPartition P1 = new TopicPartition("t", 1);

  private final MockConsumer<byte[], byte[]> kafka =
      new MockConsumer<>(AutoOffsetResetStrategy.NONE.name());
  private final RecordingStore store0 = new RecordingStore(0);
  private final RecordingStore store1 = new RecordingStore(0);
  private volatile int opensAway;
  private volatile boolean opensBroken;
  private volatile Optional<String> forbidden = Optional.empty();
  private final TopicFollower follower =
      new TopicFollower(
          new FollowerSettings(
              "t", "g", "i", Map.of(), 100, Duration.ofMillis(10), Duration.ofMillis(20)),
          new ObedientStores(this::open, () -> forbidden),
          Optional.empty(),
          () -> kafka);

  @BeforeEach
  void topicWithTwoPartitions() {
    kafka.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
    kafka.updateEndOffsets(Map.of(P0, 10L, P1, 10L));
  }

  @AfterEach
  void close() {
    follower.close();
  }

  @Test
  void shouldApplyRecordsFromThePositionTheStoreHolds() {
    store0.next = 2;

    startWithPartitions();
    send(P0, 0, 1, 2, 3);

    await().untilAsserted(() -> assertThat(store0.applied).containsExactly(2L, 3L));
  }

  @Test
  void shouldTellTheStoreBelowWhichOffsetAllIsDoneOnlyOnceItIsApplied() {
    store0.away = 3;

    startWithPartitions();
    send(P0, 0, 1, 2, 3);

    await().untilAsserted(() -> assertThat(store0.reached).containsExactly(4L));
    assertThat(store0.away).isZero();
  }

  @Test
  void shouldKeepTheBatchAndTryAgainWhenAStoreIsAwayWhileOthersGoOn() {
    store0.away = 3;

    startWithPartitions();
    send(P0, 0, 1);
    send(P1, 0, 1, 2);

    await().untilAsserted(() -> assertThat(store0.applied).containsExactly(0L, 1L));
    assertThat(store0.away).isZero();
    assertThat(store1.applied).containsExactly(0L, 1L, 2L);
  }

  @Test
  void shouldSayThatAPartitionIsNotWholeBeforeItsDamagedStoreBeginsAgain() {
    List<Boolean> whole = new CopyOnWriteArrayList<>();
    store0.onRestart = () -> whole.add(isCaughtUp(0));
    startWithPartitions();
    send(P0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    await().untilAsserted(() -> assertThat(store0.applied).hasSize(10));

    store0.damaged = true;

    await().untilAsserted(() -> assertThat(store0.restartedAt).isZero());
    assertThat(whole).containsExactly(false);
    assertThat(kafka.position(P0)).isZero();
    assertThat(store1.restartedAt).isEqualTo(-1);
  }

  private boolean isCaughtUp(int partition) {
    return follower.status().partitions().stream()
        .anyMatch(it -> it.partition() == partition && it.caughtUp());
  }

  @Test
  void shouldWriteNothingWhileItIsForbiddenAndNotCallItWholeBeforeTheEndIsReached() {
    startWithPartitions();
    send(P0, 0, 1, 2, 3, 4, 5, 6, 7);
    await().untilAsserted(() -> assertThat(store0.applied).hasSize(8));

    forbidden = Optional.of("t is off: forced");
    send(P0, 8);
    await().until(() -> isWithheld(0));

    assertThat(follower.status().describe()).contains("t is off: forced");
    assertThat(store0.applied).hasSize(8);
    assertThat(follower.status().failure()).isEmpty();

    forbidden = Optional.empty();
    await().untilAsserted(() -> assertThat(store0.applied).hasSize(9));
    assertThat(isWithheld(0)).isTrue();
    send(P0, 9);
    await().until(() -> !isWithheld(0));
    assertThat(store0.applied).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  private boolean isWithheld(int partition) {
    return follower.status().partitions().stream()
        .anyMatch(it -> it.partition() == partition && it.withheld());
  }

  @Test
  void shouldSayWhatItWaitsFor() {
    store0.away = Integer.MAX_VALUE;

    startWithPartitions();
    send(P0, 0);

    await().untilAsserted(() -> assertThat(follower.status().describe()).contains("store is away"));
    assertThat(follower.status().failure()).isEmpty();
  }

  @Test
  void shouldStopForGoodAndSayWhyWhenAStoreMustNotGoOn() {
    store0.broken = true;

    startWithPartitions();
    send(P0, 0);

    await()
        .untilAsserted(
            () -> assertThat(follower.status().failure()).contains("entry 0 does not fit"));
    assertThat(follower.status().caughtUp()).isFalse();
    assertThat(store0.closed).isTrue();
  }

  @Test
  void shouldAskTheStoreToBeginAgainWhenTheTopicNoLongerHoldsItsPosition() {
    store0.next = 2;
    kafka.updateBeginningOffsets(Map.of(P0, 5L, P1, 0L));

    startWithPartitions();
    send(P0, 5, 6);

    await().untilAsserted(() -> assertThat(store0.applied).containsExactly(5L, 6L));
    assertThat(store0.restartedAt).isEqualTo(5);
  }

  @Test
  void shouldAskTheStoreToBeginAgainWhenTheTopicLosesItsPositionMeanwhile() {
    startWithPartitions();
    send(P0, 0, 1);
    await().untilAsserted(() -> assertThat(store0.applied).containsExactly(0L, 1L));

    kafka.updateBeginningOffsets(Map.of(P0, 5L, P1, 0L));
    send(P0, 5, 6);

    await().untilAsserted(() -> assertThat(store0.restartedAt).isEqualTo(5));
    send(P0, 7);
    await().untilAsserted(() -> assertThat(store0.applied).contains(7L));
  }

  @Test
  void shouldTryAgainWhenTheStoreIsAwayJustWhenItHasToBeginAgain() {
    startWithPartitions();
    send(P0, 0, 1);
    await().untilAsserted(() -> assertThat(store0.applied).containsExactly(0L, 1L));
    store0.restartsAway = 2;

    kafka.updateBeginningOffsets(Map.of(P0, 5L, P1, 0L));
    send(P0, 5, 6);

    await().untilAsserted(() -> assertThat(store0.restartedAt).isEqualTo(5));
    assertThat(follower.status().failure()).isEmpty();
  }

  @Test
  void shouldOpenAStoreThatWasAwayAtTheStart() {
    opensAway = 2;

    startWithPartitions();
    await().until(() -> opensAway == 0);
    send(P0, 0, 1);

    await().untilAsserted(() -> assertThat(store0.applied).containsExactly(0L, 1L));
  }

  @Test
  void shouldSayWhyAStoreCouldNotBeOpened() {
    opensBroken = true;

    kafka.schedulePollTask(
        () -> {
          try {
            kafka.rebalance(List.of(P0, P1));
          } catch (RuntimeException e) {
            // as the consumer wraps what its listener throws
            throw new KafkaException("User rebalance callback throws an error", e);
          }
        });
    follower.start();

    await()
        .untilAsserted(
            () -> assertThat(follower.status().failure()).contains("entry 3 is damaged"));
  }

  @Test
  void shouldCloseEveryStoreWhenItIsClosed() {
    startWithPartitions();
    await().until(() -> follower.status().assigned());

    follower.close();

    assertThat(store0.closed).isTrue();
    assertThat(store1.closed).isTrue();
  }

  @Test
  void shouldGoOnWithWhatStaysInItsShareWhileOtherPartitionsComeAndGo() {
    Share share = new Share();
    try (TopicFollower sharing = sharing(share)) {
      sharing.start();
      share.now = Optional.of(Set.of(0));
      await().until(() -> sharing.status().partitions().size() == 1);
      send(P0, 0, 1);
      await().untilAsserted(() -> assertThat(store0.applied).containsExactly(0L, 1L));

      share.now = Optional.of(Set.of(0, 1));
      await().until(() -> sharing.status().partitions().size() == 2);
      send(P0, 2);
      send(P1, 0);
      await().untilAsserted(() -> assertThat(store1.applied).containsExactly(0L));
      await().untilAsserted(() -> assertThat(store0.applied).containsExactly(0L, 1L, 2L));
      share.now = Optional.of(Set.of(1));

      await().until(() -> store0.closed);
      assertThat(store1.closed).isFalse();
    }
  }

  @Test
  void shouldWaitWhileNobodySaysWhatToFollow() {
    Share share = new Share();
    try (TopicFollower sharing = sharing(share)) {
      sharing.start();

      await().until(() -> share.asked > 2);

      assertThat(sharing.status().assigned()).isFalse();
      assertThat(sharing.status().describe()).isEqualTo("waiting for partitions");
    }
  }

  @Test
  void shouldStopWhenNothingOfTheTopicMustBeFollowed() {
    Share share = new Share();
    share.refusal = "the topic was laid out anew";
    try (TopicFollower sharing = sharing(share)) {
      sharing.start();

      await()
          .untilAsserted(
              () -> assertThat(sharing.status().failure()).contains("the topic was laid out anew"));
    }
  }

  private TopicFollower sharing(Share share) {
    return new TopicFollower(
        new FollowerSettings("t", "g", "i", Map.of()), this::open, Optional.of(share), () -> kafka);
  }

  /** What is to be followed, as a test says. */
  private static final class Share implements PartitionShare {

    volatile Optional<Set<Integer>> now = Optional.empty();
    volatile String refusal = "";
    volatile int asked;

    @Override
    public Optional<Set<Integer>> now() {
      asked++;
      if (!refusal.isEmpty()) {
        throw new IllegalStateException(refusal);
      }
      return now;
    }
  }

  private PartitionStore open(TopicPartition id) throws IOException, RetryLaterException {
    if (opensBroken) {
      throw new IOException("entry 3 is damaged");
    }
    if (id.equals(P0) && opensAway > 0) {
      opensAway--;
      throw new RetryLaterException("store is away", new RuntimeException("test"));
    }
    return id.equals(P0) ? store0 : store1;
  }

  private void startWithPartitions() {
    kafka.schedulePollTask(() -> kafka.rebalance(List.of(P0, P1)));
    follower.start();
    await().until(() -> follower.status().partitions().size() == 2);
  }

  private void send(TopicPartition partition, long... offsets) {
    kafka.schedulePollTask(
        () -> {
          for (long offset : offsets) {
            if (offset >= kafka.position(partition)) {
              kafka.addRecord(
                  new ConsumerRecord<>("t", partition.partition(), offset, null, new byte[0]));
            }
          }
        });
  }

  /** Keeps offsets in memory; can be away for a number of calls, or broken. */
  private static final class RecordingStore implements PartitionStore {

    final List<Long> applied = new CopyOnWriteArrayList<>();
    final List<Long> reached = new CopyOnWriteArrayList<>();
    volatile long next;
    volatile int away;
    volatile boolean broken;
    volatile int restartsAway;
    volatile boolean closed;
    volatile long restartedAt = -1;
    volatile boolean damaged;
    volatile Runnable onRestart = () -> {};

    RecordingStore(long next) {
      this.next = next;
    }

    @Override
    public long next() {
      return next;
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch) throws RetryLaterException {
      if (broken) {
        throw new IllegalStateException("entry 0 does not fit");
      }
      if (away > 0) {
        away--;
        throw new RetryLaterException("store is away", new RuntimeException("test"));
      }
      List<Long> offsets = new ArrayList<>();
      batch.forEach(r -> offsets.add(r.offset()));
      applied.addAll(offsets);
      next = offsets.getLast() + 1;
    }

    @Override
    public void reached(long offset) {
      if (reached.isEmpty() || reached.getLast() != offset) {
        reached.add(offset);
      }
    }

    @Override
    public void restart(long earliest) throws RetryLaterException {
      if (restartsAway > 0) {
        restartsAway--;
        throw new RetryLaterException("store is away", new RuntimeException("test"));
      }
      onRestart.run();
      restartedAt = earliest;
      next = earliest;
      damaged = false;
    }

    @Override
    public boolean isDamaged() {
      return damaged;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
