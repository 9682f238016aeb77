package dev.mneme.guard.webhook.kafka;

import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.guard.webhook.Attempt;
import dev.mneme.guard.webhook.Notice;
import dev.mneme.guard.webhook.Receiver;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is told of the records of one partition, in their order. What is not taken holds up
 * what is behind it until it is taken or its time is over; the topic is the queue.
 */
final class Deliveries implements PartitionStore {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** Makes a notice of a record. */
  @FunctionalInterface
  interface Telling {

    /**
     * @return empty when nobody is told of it
     * @throws RetryLaterException when that cannot be known now
     */
    Optional<Notice> of(ConsumerRecord<byte[], byte[]> record) throws RetryLaterException;
  }

  /** How often deliveries ended in each way. */
  record Counters(Counter taken, Counter retried, Counter givenUp) {}

  private final Telling telling;
  private final Receiver receiver;
  private final Duration retryFor;
  private final Counters counters;
  private final InstantSource clock;
  private long next;
  private @Nullable Instant firstTried;
  private Instant notBefore = Instant.MIN;

  Deliveries(
      long next,
      Telling telling,
      Receiver receiver,
      Duration retryFor,
      Counters counters,
      InstantSource clock) {
    this.next = next;
    this.telling = telling;
    this.receiver = receiver;
    this.retryFor = retryFor;
    this.counters = counters;
    this.clock = clock;
  }

  @Override
  public long next() {
    return next;
  }

  @Override
  public void apply(List<ConsumerRecord<byte[], byte[]>> batch) throws Exception {
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      if (record.offset() >= next) {
        Optional<Notice> notice = telling.of(record);
        if (notice.isPresent()) {
          deliver(notice.get());
        }
        next = record.offset() + 1;
      }
    }
  }

  /** Returns when it was taken, or nobody tries any more. */
  private void deliver(Notice notice) throws RetryLaterException, InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(notBefore)) {
      throw later("the receiver asked for a pause");
    }
    if (firstTried == null) {
      firstTried = now;
    }
    switch (receiver.deliver(notice)) {
      case Attempt.Taken() -> counters.taken().increment();
      case Attempt.Refused(String because) -> giveUp(notice, because);
      case Attempt.Later(String because, Optional<Duration> after) -> {
        Instant end = firstTried.plus(retryFor);
        Instant again = clock.instant().plus(after.orElse(Duration.ZERO));
        if (again.isBefore(end)) {
          notBefore = again;
          counters.retried().increment();
          throw later(because);
        }
        giveUp(notice, because);
      }
    }
    firstTried = null;
    notBefore = Instant.MIN;
  }

  private void giveUp(Notice notice, String because) {
    counters.givenUp().increment();
    LOG.warn("webhook given up id={} type={} because=\"{}\"", notice.id(), notice.type(), because);
  }

  private static RetryLaterException later(String because) {
    return new RetryLaterException("a webhook was not taken: " + because, null);
  }

  @Override
  public void reached(long offset) {
    next = Math.max(next, offset);
  }

  /** What has left the topic was too old to tell of. */
  @Override
  public void restart(long earliest) {
    next = earliest;
  }

  @Override
  public void close() {}
}
