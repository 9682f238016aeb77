package dev.mneme.follower;

import dev.mneme.topics.PartitionLag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the committed records of a topic into stores, each partition from the position its store
 * holds. The group shares partitions among instances, or a {@link PartitionShare} says which are to
 * be followed; a group's offsets are committed only so that operators see lag.
 *
 * <p>A store that cannot be reached pauses its partition; the others go on, the consumer stays in
 * the group, and memory is bounded by the one batch held. Any other failure of a store stops the
 * follower: what is wrong then would not become right by trying again.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final FollowerSettings settings;
  private final PartitionStores stores;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Optional<PartitionShare> share;
  private final Map<TopicPartition, FollowedPartition> partitions = new HashMap<>();
  private final OperatorLag operatorLag = new OperatorLag();
  private final Thread thread;
  private boolean assigned;
  private volatile boolean closing;
  private volatile Optional<Consumer<byte[], byte[]>> consumer = Optional.empty();
  private volatile FollowerStatus status = new FollowerStatus(false, List.of(), Optional.empty());
  private volatile List<PartitionLag> lag = List.of();

  public TopicFollower(FollowerSettings settings, PartitionStores stores) {
    this(settings, stores, Optional.empty(), () -> FollowerClient.member(settings));
  }

  /**
   * Follows what the share says and is in no group: of the settings, the group and the instance are
   * only names.
   */
  public TopicFollower(FollowerSettings settings, PartitionStores stores, PartitionShare share) {
    this(settings, stores, Optional.of(share), () -> FollowerClient.loner(settings));
  }

  TopicFollower(
      FollowerSettings settings,
      PartitionStores stores,
      Optional<PartitionShare> share,
      Supplier<Consumer<byte[], byte[]>> consumers) {
    this.settings = settings;
    this.stores = stores;
    this.share = share;
    this.consumers = consumers;
    this.thread =
        Thread.ofPlatform().name("follow-" + settings.topic()).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** How far it is, as of the last poll. */
  public FollowerStatus status() {
    return status;
  }

  /** How far it is behind in each partition it has, as of the last poll. */
  public List<PartitionLag> lag() {
    return lag;
  }

  /** Stops after the batch in hand and closes every store; waits at most 10 s. */
  @Override
  public void close() {
    closing = true;
    consumer.ifPresent(Consumer::wakeup);
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (Consumer<byte[], byte[]> kafka = consumers.get()) {
      consumer = Optional.of(kafka);
      Assignment assignment = new Assignment(kafka);
      if (share.isEmpty()) {
        kafka.subscribe(List.of(settings.topic()), assignment);
      }
      try {
        while (!closing) {
          if (share.isPresent()) {
            take(share.get(), kafka, assignment);
          }
          round(kafka);
        }
      } catch (WakeupException e) {
        LOG.debug("follower woken to close topic={}", settings.topic());
      } finally {
        closeStores(List.copyOf(partitions.keySet()));
        consumer = Optional.empty();
      }
    } catch (Throwable e) { // an Error too must show in the status, not only end the thread
      LOG.error("follower stopped topic={} group={}", settings.topic(), settings.group(), e);
      status = new FollowerStatus(false, status.partitions(), Optional.of(describe(e)));
    }
  }

  /** Opens what is new in the share and closes what is no longer in it; the rest goes on. */
  private void take(PartitionShare from, Consumer<byte[], byte[]> kafka, Assignment assignment) {
    Optional<Set<Integer>> now = from.now();
    if (now.isEmpty()) {
      return;
    }
    Set<TopicPartition> wanted =
        now.get().stream()
            .map(partition -> new TopicPartition(settings.topic(), partition))
            .collect(Collectors.toSet());
    assigned = true;
    if (wanted.equals(partitions.keySet())) {
      return;
    }
    List<TopicPartition> gone =
        partitions.keySet().stream().filter(id -> !wanted.contains(id)).toList();
    List<TopicPartition> come = wanted.stream().filter(id -> !partitions.containsKey(id)).toList();
    closeStores(gone);
    kafka.assign(wanted);
    assignment.onPartitionsAssigned(come);
  }

  private void round(Consumer<byte[], byte[]> kafka) throws Exception {
    ConsumerRecords<byte[], byte[]> polled = poll(kafka);
    for (TopicPartition id : polled.partitions()) {
      FollowedPartition partition = partitions.get(id);
      if (partition != null) {
        apply(kafka, partition, polled.records(id), kafka.position(id));
      }
    }
    Instant now = Instant.now();
    List<TopicPartition> damaged = new ArrayList<>();
    for (FollowedPartition partition : partitions.values()) {
      retry(kafka, partition, now);
      PartitionStore store = partition.store();
      if (store != null && !partition.isWaiting()) {
        store.tick(now);
        if (store.isDamaged()) {
          if (partition.isLeftDamaged(now)) {
            damaged.add(partition.id());
          }
          continue;
        }
      }
      note(kafka, partition);
      lookForTheEnd(kafka, partition);
    }
    if (share.isEmpty()) {
      operatorLag.show(kafka, partitions.values(), now);
    }
    status =
        new FollowerStatus(
            assigned,
            partitions.values().stream().map(FollowedPartition::status).toList(),
            Optional.empty());
    if (!damaged.isEmpty()) {
      restart(kafka, damaged);
    }
    lag = partitions.values().stream().flatMap(each -> lag(each).stream()).toList();
  }

  private Optional<PartitionLag> lag(FollowedPartition partition) {
    OptionalLong behind = partition.behind();
    return behind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PartitionLag(
                settings.group(),
                settings.topic(),
                partition.id().partition(),
                behind.getAsLong()));
  }

  private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> kafka) throws Exception {
    if (share.isPresent() && partitions.isEmpty()) {
      Thread.sleep(POLL); // a consumer without partitions must not be polled
      return ConsumerRecords.empty();
    }
    try {
      return kafka.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      restart(kafka, e.partitions());
      return ConsumerRecords.empty();
    } catch (RetriableException e) {
      LOG.warn("poll failed, trying again topic={} cause={}", settings.topic(), e.getMessage());
      return ConsumerRecords.empty();
    }
  }

  /**
   * The topic lost what was to be read next while it was followed, or the store is damaged: the
   * store decides, as it does at the start. (A consumer that resets itself would leave a hole
   * nobody hears of.)
   */
  private void restart(Consumer<byte[], byte[]> kafka, Collection<TopicPartition> ids)
      throws Exception {
    Map<TopicPartition, Long> earliest;
    Map<TopicPartition, Long> latest;
    try {
      earliest = kafka.beginningOffsets(ids);
      latest = kafka.endOffsets(ids);
    } catch (RetriableException e) {
      LOG.warn("the broker does not say where the topic begins cause={}", e.getMessage());
      return; // the next poll ends here again
    }
    for (TopicPartition id : ids) {
      FollowedPartition partition = partitions.get(id);
      PartitionStore store = partition == null ? null : partition.store();
      if (store != null) {
        LOG.warn(
            "partition begins again partition={} next={} earliest={}",
            id,
            store.next(),
            earliest.get(id));
        try {
          store.restart(earliest.getOrDefault(id, 0L), latest.getOrDefault(id, 0L));
          partition.restarted();
          partition.mended();
          kafka.seek(id, store.next());
        } catch (RetryLaterException e) {
          wait(kafka, partition, e); // the poll after the pause ends here again
        }
      }
    }
  }

  private void apply(
      Consumer<byte[], byte[]> kafka,
      FollowedPartition partition,
      List<ConsumerRecord<byte[], byte[]>> batch,
      long reached)
      throws Exception {
    PartitionStore store = partition.store();
    if (store == null) {
      throw new IllegalStateException("polled " + partition.id() + " before its store was open");
    }
    try {
      if (batch.isEmpty()) {
        store.reached(reached);
      } else {
        store.apply(batch, reached);
      }
      partition.reached(reached);
      if (partition.isWaiting()) {
        LOG.info("store is back partition={} next={}", partition.id(), store.next());
        kafka.resume(List.of(partition.id()));
      }
      partition.succeeded();
    } catch (RetryLaterException e) {
      partition.hold(batch, reached);
      wait(kafka, partition, e);
    }
  }

  private void retry(Consumer<byte[], byte[]> kafka, FollowedPartition partition, Instant now)
      throws Exception {
    if (!partition.isWaiting() || !partition.mayRetry(now)) {
      return;
    }
    if (partition.store() == null) {
      open(kafka, partition);
    } else {
      apply(kafka, partition, partition.held(), partition.reached());
    }
  }

  private void wait(
      Consumer<byte[], byte[]> kafka, FollowedPartition partition, RetryLaterException e) {
    if (!partition.isWaiting()) {
      LOG.warn("store waits, pausing partition={} cause={}", partition.id(), e.getMessage());
      kafka.pause(List.of(partition.id()));
      if (partition.store() == null) {
        kafka.seek(partition.id(), 0); // any position will do until it is opened: it is paused
      }
    }
    partition.failed(e, Instant.now(), settings);
  }

  private void open(Consumer<byte[], byte[]> kafka, FollowedPartition partition) throws Exception {
    try {
      long earliest =
          kafka.beginningOffsets(List.of(partition.id())).getOrDefault(partition.id(), 0L);
      long latest = kafka.endOffsets(List.of(partition.id())).getOrDefault(partition.id(), 0L);
      PartitionStore store = stores.open(partition.id());
      if (store.next() < earliest || store.next() > latest) {
        LOG.warn(
            "position is outside the topic partition={} next={} earliest={} latest={}",
            partition.id(),
            store.next(),
            earliest,
            latest);
        store.restart(earliest, latest);
      }
      kafka.seek(partition.id(), store.next());
      if (partition.isWaiting()) {
        kafka.resume(List.of(partition.id()));
      }
      partition.opened(store);
      LOG.info("following partition={} next={}", partition.id(), store.next());
    } catch (RetriableException e) {
      wait(kafka, partition, new RetryLaterException("the broker does not answer", e));
    } catch (RetryLaterException e) {
      wait(kafka, partition, e);
    }
  }

  /** Lag as the client knows it from its last fetch: no extra request. */
  private void note(Consumer<byte[], byte[]> kafka, FollowedPartition partition) throws Exception {
    if (partition.store() == null) {
      return;
    }
    OptionalLong lag = kafka.currentLag(partition.id());
    if (lag.isPresent()) {
      long position = kafka.position(partition.id());
      partition.sees(position + lag.getAsLong(), position);
      if (!partition.isWaiting() && position > partition.reached()) {
        apply(kafka, partition, List.of(), position);
      }
    }
  }

  private void lookForTheEnd(Consumer<byte[], byte[]> kafka, FollowedPartition partition) {
    if (!partition.mayBeWholeAgain()) {
      return;
    }
    TopicPartition id = partition.id();
    try {
      kafka
          .endOffsets(List.of(id))
          .forEach((_, end) -> partition.sawTheEnd(end, kafka.position(id)));
    } catch (RetriableException e) {
      LOG.debug("the broker does not say where the partition ends, asking again", e);
    }
  }

  private void closeStores(Collection<TopicPartition> ids) {
    for (TopicPartition id : ids) {
      FollowedPartition partition = partitions.remove(id);
      PartitionStore store = partition == null ? null : partition.store();
      if (store != null) {
        try {
          store.close();
        } catch (Exception e) {
          // its position is durable only together with its data, so what was not closed is read
          // again
          LOG.warn("store did not close cleanly partition={}", id, e);
        }
      }
    }
  }

  private static String describe(Throwable e) {
    Throwable cause = e;
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof OpeningFailed && each.getCause() != null) {
        cause = each.getCause();
      }
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Carries the reason through the consumer, which wraps what a rebalance callback throws. */
  private static final class OpeningFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OpeningFailed(Exception cause) {
      super(cause);
    }
  }

  /** Opens stores for partitions that come and closes those that go. */
  private final class Assignment implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> kafka;

    Assignment(Consumer<byte[], byte[]> kafka) {
      this.kafka = kafka;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> given) {
      assigned = true;
      for (TopicPartition id : given) {
        FollowedPartition partition = new FollowedPartition(id);
        partitions.put(id, partition);
        try {
          open(kafka, partition);
        } catch (WakeupException e) {
          throw e;
        } catch (Exception e) {
          throw new OpeningFailed(e);
        }
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      closeStores(revoked);
    }
  }
}
