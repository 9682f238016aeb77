package dev.mneme.follower.whole;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Who hears the records of a topic; called on one thread. */
public interface TopicListener {

  /** From here on come all records from the beginning, for the first time or again. */
  default void beginning() {}

  /**
   * One record, in the order of its partition.
   *
   * @return false when nobody can say yet what it is: it comes again
   */
  boolean heard(ConsumerRecord<byte[], byte[]> record);

  /** All that was there at the beginning of reading has been heard; once after each beginning. */
  void caughtUp();
}
