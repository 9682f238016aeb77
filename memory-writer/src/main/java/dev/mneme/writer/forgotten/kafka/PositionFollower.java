package dev.mneme.writer.forgotten.kafka;

import dev.mneme.events.ReaderPosition;
import dev.mneme.events.VisiblePosition;
import dev.mneme.follower.reach.KafkaEventReach;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Topics;
import dev.mneme.writer.forgotten.NotKnownException;
import dev.mneme.writer.forgotten.ReaderTable;
import dev.mneme.writer.forgotten.Readers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code memory.positions} from its beginning. What it says is complete only up to where it
 * has read, so who asks waits until it has read to the end of the moment.
 */
final class PositionFollower implements Readers, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PositionFollower.class);
  private static final TopicPartition TOPIC = new TopicPartition(Topics.POSITIONS.name(), 0);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** For how long a reader goes on unheard that does not say it in a way that is known here. */
  private static final Duration AS_A_RULE = Duration.ofMinutes(1);

  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final AvroCodec<ReaderPosition> codec;
  private final KafkaEventReach broker;
  private final ReaderTable table;
  private final Thread thread =
      Thread.ofPlatform().name("follow-" + TOPIC.topic()).daemon().unstarted(this::run);
  private final Object progress = new Object();
  private long next;
  private volatile boolean closing;

  PositionFollower(
      Supplier<Consumer<byte[], byte[]>> consumers,
      AvroCodec<ReaderPosition> codec,
      KafkaEventReach broker,
      ReaderTable table) {
    this.consumers = consumers;
    this.codec = codec;
    this.broker = broker;
    this.table = table;
  }

  void start() {
    thread.start();
  }

  @Override
  public List<String> behind(int partition, long offset, Duration within) throws NotKnownException {
    long deadline = System.nanoTime() + within.toNanos();
    try {
      awaitRead(broker.end(TOPIC, within), deadline);
    } catch (TimeoutException | ExecutionException e) {
      throw new NotKnownException("the broker does not say which readers there are", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotKnownException("the wait was interrupted", e);
    }
    return table.behind(partition, offset, System.nanoTime());
  }

  private void awaitRead(long end, long deadline) throws InterruptedException, NotKnownException {
    synchronized (progress) {
      while (next < end) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
          throw new NotKnownException("the positions of the readers were not read in time");
        }
        progress.wait(left);
      }
    }
  }

  private void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        consumer.assign(List.of(TOPIC));
        consumer.seekToBeginning(List.of(TOPIC));
        while (!closing) {
          consumer.poll(POLL).forEach(this::hear);
          read(consumer.position(TOPIC));
        }
      } catch (KafkaException e) {
        LOG.warn("positions cannot be followed now cause={}", e.getClass().getSimpleName());
        pause();
      } catch (RuntimeException e) {
        LOG.error("following the positions broke, trying again", e);
        pause();
      }
    }
  }

  private void read(long position) {
    synchronized (progress) {
      next = position;
      progress.notifyAll();
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String instance = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      table.left(instance);
      return;
    }
    switch (codec.decode(record.value())) {
      case Decoding.Decoded<ReaderPosition>(ReaderPosition said) -> {
        Map<Integer, Long> visible = new HashMap<>();
        for (VisiblePosition each : said.getPartitions()) {
          visible.put(each.getPartition(), each.getVisible());
        }
        table.heard(instance, visible, Duration.ofMillis(said.getUnheardMs()), System.nanoTime());
      }
      case Decoding.Undecodable<ReaderPosition>(String reason, var _) ->
          unknown(instance, record.offset(), reason);
      case Decoding.RegistryUnavailable<ReaderPosition>(String reason) ->
          unknown(instance, record.offset(), reason);
    }
  }

  /** Somebody reads, and nobody knows how far: that is behind everything. */
  private void unknown(String instance, long offset, String reason) {
    Map<Integer, Long> everything = new HashMap<>();
    for (int partition = 0; partition < Topics.RECORDS.partitions(); partition++) {
      everything.put(partition, 0L);
    }
    table.heard(instance, everything, AS_A_RULE, System.nanoTime());
    LOG.warn("position not readable offset={} reason=\"{}\"", offset, reason);
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
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
