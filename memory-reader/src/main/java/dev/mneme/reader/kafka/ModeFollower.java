package dev.mneme.reader.kafka;

import dev.mneme.events.LayerMode;
import dev.mneme.reader.mode.Modes;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding.Decoded;
import dev.mneme.serde.Decoding.RegistryUnavailable;
import dev.mneme.serde.Decoding.Undecodable;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Hears every announcement of the guard, from the beginning of every partition: each instance must
 * obey all of them, so there is no group that would share them out.
 */
public final class ModeFollower implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ModeFollower.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long BETWEEN_LOOKS = Duration.ofSeconds(30).toNanos();

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final AvroCodec<LayerMode> codec;
  private final Modes modes;
  private final Thread thread =
      Thread.ofPlatform().name("follow-" + Topics.MODE.name()).daemon().unstarted(this::run);
  private boolean away;
  private volatile boolean closing;
  private volatile Optional<Consumer<byte[], byte[]>> current = Optional.empty();

  public ModeFollower(
      Supplier<Consumer<byte[], byte[]>> consumers, AvroCodec<LayerMode> codec, Modes modes) {
    this.consumers = consumers;
    this.codec = codec;
    this.modes = modes;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = Optional.of(consumer);
        while (!closing) {
          follow(consumer);
        }
      } catch (WakeupException e) {
        log.debug("woken to close", e);
      } catch (KafkaException e) {
        away(e);
        sleep();
      } catch (RuntimeException e) {
        log.error("following the modes broke, trying again", e);
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
      log.warn("modes cannot be followed now, trying on cause=\"{}\"", e.getMessage());
    }
  }

  private void back() {
    if (away) {
      away = false;
      log.info("modes are followed again");
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
    long nextLook = System.nanoTime() + BETWEEN_LOOKS;
    while (!closing) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      for (TopicPartition partition : polled.partitions()) {
        hear(consumer, partition, polled.records(partition));
      }
      if (!modes.known() && reached(consumer, ends)) {
        modes.caughtUp();
      }
      if (System.nanoTime() - nextLook > 0) {
        if (partitions(consumer).size() != partitions.size()) {
          log.info("partitions of the modes changed, reading them again from={}", partitions);
          return;
        }
        nextLook = System.nanoTime() + BETWEEN_LOOKS;
      }
    }
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(Topics.MODE.name()).stream()
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
      if (!hear(record)) {
        consumer.seek(partition, record.offset());
        sleep();
        return;
      }
    }
  }

  /** False when nobody can say yet what the record is. */
  private boolean hear(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    Scope scope;
    try {
      scope = Scope.parse(key);
    } catch (IllegalArgumentException e) {
      modes.heardUnreadable(at(record), "its key is no scope");
      return true;
    }
    return switch (codec.decode(record.value())) {
      case Decoded<LayerMode>(LayerMode mode) -> {
        if (scope.layer().equals(mode.getLayer()) && scope.region().equals(mode.getRegion())) {
          modes.heard(scope, mode);
        } else {
          modes.heardUnreadable(at(record), "its key names another scope than its value");
        }
        yield true;
      }
      case Undecodable<LayerMode>(String reason, _) -> {
        modes.heardUnreadable(at(record), reason);
        yield true;
      }
      case RegistryUnavailable<LayerMode>(String reason) -> {
        log.warn("mode waits for the registry at={} reason=\"{}\"", at(record), reason);
        yield false;
      }
    };
  }

  private static String at(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  private void sleep() {
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
    current.ifPresent(Consumer::wakeup);
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
