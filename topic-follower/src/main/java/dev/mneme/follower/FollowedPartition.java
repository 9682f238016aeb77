package dev.mneme.follower;

import dev.mneme.follower.FollowerStatus.PartitionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the follower knows of one partition: its store, how far it is, and what it waits for. */
final class FollowedPartition {

  /** Longer than anybody who reads from a store may take. */
  private static final Duration TO_LEAVE = Duration.ofMillis(250);

  private final TopicPartition id;
  private @Nullable PartitionStore store;
  private List<ConsumerRecord<byte[], byte[]>> held = List.of();
  private long reached;
  private long end = -1;
  private long position;
  private boolean caughtUp;
  private boolean withheld;
  private Duration pause = Duration.ZERO;
  private Instant retryAt = Instant.MIN;
  private @Nullable String waiting;
  private @Nullable Instant damagedSince;

  FollowedPartition(TopicPartition id) {
    this.id = id;
  }

  TopicPartition id() {
    return id;
  }

  @Nullable PartitionStore store() {
    return store;
  }

  void opened(PartitionStore opened) {
    store = opened;
    succeeded();
  }

  /** Keeps a batch that could not be applied, so that it is not fetched again. */
  void hold(List<ConsumerRecord<byte[], byte[]>> batch, long reachedThen) {
    held = batch;
    reached = reachedThen;
  }

  /** Below which offset all is done with once what is held is applied. */
  long reached() {
    return reached;
  }

  void reached(long offset) {
    reached = offset;
  }

  List<ConsumerRecord<byte[], byte[]>> held() {
    return held;
  }

  void failed(RetryLaterException failure, Instant now, FollowerSettings settings) {
    withheld = withheld || failure instanceof WriteForbiddenException;
    pause =
        pause.isZero() || failure instanceof WriteForbiddenException
            ? settings.firstRetry()
            : min(pause.multipliedBy(2), settings.longestRetry());
    retryAt = now.plus(pause);
    waiting = failure.getMessage();
  }

  void succeeded() {
    held = List.of();
    pause = Duration.ZERO;
    waiting = null;
  }

  boolean isWaiting() {
    return waiting != null;
  }

  boolean mayRetry(Instant now) {
    return !now.isBefore(retryAt);
  }

  /** Whether something was withheld from the store that it may have by now. */
  boolean mayBeWholeAgain() {
    return withheld && !isWaiting() && store != null;
  }

  /**
   * The log ends there now, and the consumer stands there.
   *
   * @param endOffset as the broker says: what the client remembers is of before the pause
   */
  void sawTheEnd(long endOffset, long consumerPosition) {
    withheld = consumerPosition < endOffset;
  }

  /** The store begins again: what it holds is not the whole until the end is reached once more. */
  void restarted() {
    caughtUp = false;
    reached = 0;
    end = -1;
  }

  /** The damaged store was emptied. */
  void mended() {
    damagedSince = null;
  }

  /**
   * The store is damaged and not whole from now on.
   *
   * @return whether who was sent to it before that was seen has left it by now, so that it may be
   *     emptied
   */
  boolean isLeftDamaged(Instant now) {
    if (damagedSince == null) {
      damagedSince = now;
    }
    restarted();
    return now.isAfter(damagedSince.plus(TO_LEAVE));
  }

  /** Takes note of where the partition ends and where the consumer stands in it. */
  void sees(long endOffset, long consumerPosition) {
    end = endOffset;
    position = consumerPosition;
    if (!isWaiting() && store != null && position >= endOffset) {
      caughtUp = true;
    }
  }

  /**
   * Offsets that are not in the store yet. The consumer's position counts where it can: it passes
   * the markers of transactions, which no store ever sees.
   */
  OptionalLong behind() {
    PartitionStore current = store;
    if (current == null || end < 0) {
      return OptionalLong.empty();
    }
    long reached = isWaiting() ? current.next() : Math.max(current.next(), position);
    return OptionalLong.of(Math.max(0, end - reached));
  }

  PartitionStatus status() {
    PartitionStore current = store;
    return new PartitionStatus(
        id.partition(),
        current == null ? 0 : current.next(),
        end,
        caughtUp,
        withheld,
        Optional.ofNullable(waiting));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
