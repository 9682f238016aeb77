package dev.mneme.follower.reach;

import dev.mneme.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Asks the broker. The stage commits its position in the events in the transaction that carries the
 * records: once that position is beyond an event, what came of it is below the end of the records.
 *
 * <p>The end is the one with open transactions: the mark that ends the stage's own may reach the
 * records a moment later than the position of its group. Who follows committed records comes to
 * that end as soon as the transactions before it have ended.
 */
public final class KafkaEventReach implements EventReach, AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Admin admin;
  private final String group;

  /**
   * @param group of the stage
   */
  public KafkaEventReach(String bootstrap, String client, String group) {
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.CLIENT_ID_CONFIG,
                client,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LONGEST.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3_000));
    this.group = group;
  }

  @Override
  public Reach of(ConsistencyToken token, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    TopicPartition events = new TopicPartition(Topics.EVENTS.name(), token.partition());
    try {
      long done = processed(events, deadline);
      if (done <= token.offset()) {
        return end(events, deadline) <= token.offset() ? new Reach.Foreign() : new Reach.Pending();
      }
      return new Reach.At(
          end(new TopicPartition(Topics.RECORDS.name(), token.partition()), deadline), done);
    } catch (TimeoutException | ExecutionException e) {
      return new Reach.Unknown("the broker does not say how far the log was processed");
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
      return new Reach.Unknown("the wait was interrupted");
    }
  }

  /** Where a partition ends now, open transactions included. */
  public long end(TopicPartition partition, Duration within)
      throws TimeoutException, ExecutionException, InterruptedException {
    return end(partition, System.nanoTime() + within.toNanos());
  }

  private long processed(TopicPartition events, long deadline)
      throws TimeoutException, ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets;
    try {
      offsets = committed(events, deadline);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0; // no stage has ever committed anything
      }
      throw e;
    }
    OffsetAndMetadata committed = offsets.get(events);
    return committed == null ? 0 : committed.offset();
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(TopicPartition events, long deadline)
      throws TimeoutException, ExecutionException, InterruptedException {
    return get(
        admin
            .listConsumerGroupOffsets(
                Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(events))),
                new ListConsumerGroupOffsetsOptions().timeoutMs(left(deadline)))
            .partitionsToOffsetAndMetadata(group),
        deadline);
  }

  private long end(TopicPartition partition, long deadline)
      throws TimeoutException, ExecutionException, InterruptedException {
    return get(
            admin
                .listOffsets(
                    Map.of(partition, OffsetSpec.latest()),
                    new ListOffsetsOptions().timeoutMs(left(deadline)))
                .partitionResult(partition),
            deadline)
        .offset();
  }

  private static <T> T get(Future<T> answer, long deadline)
      throws TimeoutException, ExecutionException, InterruptedException {
    return answer.get(left(deadline), TimeUnit.MILLISECONDS);
  }

  private static int left(long deadline) {
    long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    return (int) Math.clamp(millis, 1, LONGEST.toMillis());
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
