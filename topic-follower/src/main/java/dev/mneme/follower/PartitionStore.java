package dev.mneme.follower;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One partition's data together with the position it stands for. All calls come from one thread.
 *
 * <p>Exactly once follows from one rule: data and position become durable in the same atomic step,
 * and at start the topic is read from the position that is durable.
 */
public interface PartitionStore extends AutoCloseable {

  /** The offset wanted next; 0 when nothing was applied yet. */
  long next();

  /**
   * Applies records in offset order. Records before {@link #next()} change nothing.
   *
   * @throws RetryLaterException when nothing of the batch was applied and it may be tried again
   * @throws Exception when the store must not go on; the follower stops and says so
   */
  void apply(List<ConsumerRecord<byte[], byte[]>> batch) throws Exception;

  /**
   * Applies records, after which every offset below {@code reached} is done with: the marks of
   * transactions between and behind them are no records.
   */
  default void apply(List<ConsumerRecord<byte[], byte[]>> batch, long reached) throws Exception {
    apply(batch);
    reached(reached);
  }

  /**
   * Every offset below is done with, although no record may stand there.
   *
   * @throws RetryLaterException when that cannot be kept now
   */
  default void reached(long offset) throws Exception {}

  /** Called between polls, a few times a second at least, for what is done by time. */
  default void tick(Instant now) throws Exception {}

  /**
   * Whether what it holds can no longer be trusted: it is told to {@link #restart} then. Asked
   * after each {@link #tick}.
   */
  default boolean isDamaged() {
    return false;
  }

  /**
   * The topic no longer holds {@link #next()}, or the store is damaged: begin again at the earliest
   * offset it has, or throw when that would be wrong.
   */
  void restart(long earliest) throws Exception;

  /**
   * The same, for a store that is read while it begins again.
   *
   * @param latest where the topic ends now: what is before it was known to readers already
   */
  default void restart(long earliest, long latest) throws Exception {
    restart(earliest);
  }

  @Override
  void close() throws IOException;
}
