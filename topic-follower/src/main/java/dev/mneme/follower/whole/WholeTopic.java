package dev.mneme.follower.whole;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears every record of a topic, from the beginning of every partition: each instance must know all
 * of them, so there is no group that would share them out. A lost connection, or partitions that
 * were added, mean reading from the beginning again.
 */
public final class WholeTopic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WholeTopic.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long BETWEEN_LOOKS = Duration.ofSeconds(30).toNanos();

  private final String topic;
  private final IntPredicate wanted;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final TopicListener listener;
  private final Thread thread;
  private final Object asking = new Object();
  private long asked;
  private long answered;
  private boolean away;
  private volatile boolean closing;
  private volatile Optional<Consumer<byte[], byte[]>> current = Optional.empty();

  /** All partitions of a topic. */
  public WholeTopic(
      String topic, Supplier<Consumer<byte[], byte[]>> consumers, TopicListener listener) {
    this(topic, _ -> true, consumers, listener);
  }

  /**
   * @param wanted which partitions to hear
   */
  public WholeTopic(
      String topic,
      IntPredicate wanted,
      Supplier<Consumer<byte[], byte[]>> consumers,
      TopicListener listener) {
    this.topic = topic;
    this.wanted = wanted;
    this.consumers = consumers;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("follow-" + topic).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /**
   * Waits until everything was heard that was committed when this was asked.
   *
   * @return false when it was not within that time
   */
  public boolean catchUp(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    synchronized (asking) {
      long mine = ++asked;
      while (answered < mine && !closing) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        asking.wait(left);
      }
      return answered >= mine;
    }
  }

  private void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = Optional.of(consumer);
        while (!closing) {
          follow(consumer);
        }
      } catch (WakeupException e) {
        LOG.debug("woken to close", e);
      } catch (KafkaException e) {
        away(e);
        sleep();
      } catch (RuntimeException e) {
        LOG.error("following a topic broke, trying again topic={}", topic, e);
        sleep();
      } finally {
        current = Optional.empty();
      }
    }
  }

  /** Says it once, and not again until it was better in between. */
  private void away(KafkaException e) {
    if (!away) {
      away = true;
      LOG.warn(
          "topic cannot be followed now, trying on topic={} cause=\"{}\"", topic, e.getMessage());
    }
  }

  private void back() {
    if (away) {
      away = false;
      LOG.info("topic is followed again topic={}", topic);
    }
  }

  /** Reads everything from the beginning and goes on, until the topic's partitions change. */
  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    if (partitions.isEmpty()) {
      sleep();
      return;
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    back();
    listener.beginning();
    boolean caughtUp = false;
    long answering = 0;
    Map<TopicPartition, Long> wantedEnds = Map.of();
    long nextLook = System.nanoTime() + BETWEEN_LOOKS;
    while (!closing) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      for (TopicPartition partition : polled.partitions()) {
        hear(consumer, partition, polled.records(partition));
      }
      if (!caughtUp && reached(consumer, ends)) {
        caughtUp = true;
        listener.caughtUp();
      }
      if (answering > 0 && reached(consumer, wantedEnds)) {
        answer(answering);
        answering = 0;
      }
      if (answering == 0) {
        answering = unanswered();
        wantedEnds = answering > 0 ? consumer.endOffsets(partitions) : Map.of();
      }
      if (System.nanoTime() - nextLook > 0) {
        if (partitions(consumer).size() != partitions.size()) {
          LOG.info("partitions changed, reading them again topic={} from={}", topic, partitions);
          return;
        }
        nextLook = System.nanoTime() + BETWEEN_LOOKS;
      }
    }
  }

  /** The last question there is no answer to; 0 when all are answered. */
  private long unanswered() {
    synchronized (asking) {
      return asked > answered ? asked : 0;
    }
  }

  private void answer(long question) {
    synchronized (asking) {
      answered = question;
      asking.notifyAll();
    }
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(topic).stream()
        .filter(info -> wanted.test(info.partition()))
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private static boolean reached(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void hear(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (!listener.heard(record)) {
        consumer.seek(partition, record.offset());
        sleep();
        return;
      }
    }
  }

  private void sleep() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  /** Stops after the records in hand; waits at most 5 s. */
  @Override
  public void close() {
    closing = true;
    current.ifPresent(Consumer::wakeup);
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
