package dev.mneme.writer.kafka;

import dev.mneme.events.OperationOutcome;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topics;
import dev.mneme.writer.outcome.Ending;
import dev.mneme.writer.outcome.Endings;
import dev.mneme.writer.outcome.PendingEndings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from {@code memory.outcomes} what became of events that requests wait for. It reads
 * uncommitted records: what the stage says of an event follows from the log alone, so it stands
 * even when the transaction that carried it is done again.
 *
 * <p>When nobody has waited for a while it sleeps and fetches nothing; the first to wait again
 * wakes it, and it goes on at the end of the topic. Records are decoded only while somebody waits.
 */
final class OutcomeFollower implements Endings, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeFollower.class);
  private static final byte[] STAGE = (Scope.LOG + "@").getBytes(StandardCharsets.UTF_8);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofSeconds(3);
  private static final long IDLE_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long WAKE_MILLIS = 100;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final AvroCodec<OperationOutcome> codec;
  private final PendingEndings pending = new PendingEndings();
  private final Object awakening = new Object();
  private final Thread thread =
      Thread.ofPlatform().name("follow-" + Topics.OUTCOMES.name()).daemon().unstarted(this::run);
  private boolean listening;
  private boolean away;
  private volatile boolean closing;

  OutcomeFollower(Supplier<Consumer<byte[], byte[]>> consumers, AvroCodec<OperationOutcome> codec) {
    this.consumers = consumers;
    this.codec = codec;
  }

  void start() {
    thread.start();
  }

  @Override
  public Expected expect(UUID eventId) {
    Expected expected = pending.expect(eventId);
    awaitListening();
    return expected;
  }

  /** Bounded: an event whose ending cannot be heard is still accepted. */
  private void awaitListening() {
    long deadline = System.nanoTime() + Duration.ofMillis(WAKE_MILLIS).toNanos();
    synchronized (awakening) {
      awakening.notifyAll();
      while (!listening && !closing) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0 || !waitFor(left)) {
          return;
        }
      }
    }
  }

  private void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        while (!closing) {
          sleepUntilSomebodyWaits();
          follow(consumer);
        }
      } catch (WakeupException e) {
        LOG.debug("woken to close", e);
      } catch (KafkaException e) {
        if (!away) {
          LOG.warn("outcomes cannot be followed now cause={}", e.getClass().getSimpleName());
          away = true;
        }
        pause();
      } catch (RuntimeException e) {
        LOG.error("following the outcomes broke, trying again", e);
        pause();
      } finally {
        setListening(false);
      }
    }
  }

  private void sleepUntilSomebodyWaits() {
    synchronized (awakening) {
      listening = false;
      while (pending.isEmpty() && !closing) {
        if (!waitFor(0)) {
          return;
        }
      }
    }
  }

  /** From the end, until nobody has waited for a while. */
  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.OUTCOMES.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // asks now, so that what comes from here on is heard
    setListening(true);
    away = false;
    long lastWaited = System.nanoTime();
    while (!closing && System.nanoTime() - lastWaited < IDLE_NANOS) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (!pending.isEmpty() && isOfTheStage(record)) {
          hear(record);
        }
      }
      if (!pending.isEmpty()) {
        lastWaited = System.nanoTime();
      }
    }
  }

  private static boolean isOfTheStage(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    return key != null
        && key.length > STAGE.length
        && Arrays.equals(key, 0, STAGE.length, STAGE, 0, STAGE.length);
  }

  private void hear(ConsumerRecord<byte[], byte[]> record) {
    switch (codec.decode(record.value())) {
      case Decoding.Decoded<OperationOutcome>(OperationOutcome outcome) -> {
        UUID event = outcome.getEventId();
        if (event != null) {
          Ending.of(outcome).ifPresent(ending -> pending.ended(event, ending));
        }
      }
      case Decoding.Undecodable<OperationOutcome>(String reason, var _) ->
          LOG.warn(
              "outcome not readable partition={} offset={} reason=\"{}\"",
              record.partition(),
              record.offset(),
              reason);
      case Decoding.RegistryUnavailable<OperationOutcome>(String reason) ->
          LOG.warn("outcome not readable without the registry reason=\"{}\"", reason);
    }
  }

  private void setListening(boolean now) {
    synchronized (awakening) {
      listening = now;
      awakening.notifyAll();
    }
  }

  /** False when interrupted. To be called with the lock held. */
  private boolean waitFor(long millis) {
    try {
      awakening.wait(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
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
    synchronized (awakening) {
      awakening.notifyAll();
    }
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
