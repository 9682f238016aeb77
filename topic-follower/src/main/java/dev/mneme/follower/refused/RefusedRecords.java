package dev.mneme.follower.refused;

import dev.mneme.events.DeadLetterCause;
import dev.mneme.follower.RetryLaterException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go that are no values of their topic. */
@FunctionalInterface
public interface RefusedRecords {

  /**
   * Returns when the record is safe there; the same record again changes nothing.
   *
   * @throws RetryLaterException when it cannot be put there now
   */
  void accept(ConsumerRecord<byte[], byte[]> record, DeadLetterCause cause, String reason)
      throws RetryLaterException;
}
