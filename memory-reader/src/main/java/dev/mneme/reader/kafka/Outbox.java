package dev.mneme.reader.kafka;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.RolloutObservation;
import dev.mneme.reader.outcome.Observations;
import dev.mneme.reader.outcome.Outcomes;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes reports from the requests without ever delaying one, and sends them from a thread of its
 * own, in order. The queue is bounded: what does not fit, and what cannot be sent for too long, is
 * lost and counted.
 */
public final class Outbox implements Outcomes, Observations, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration GIVE_UP = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final AvroCodec<OperationOutcome> outcomes;
  private final AvroCodec<RolloutObservation> observations;
  private final BlockingQueue<Report> queue;
  private final Losses losses = new Losses();
  private final AtomicLong delivered = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().name("outbox").daemon().unstarted(this::run);
  private volatile boolean arriving;
  private volatile boolean closing;

  private record Report(String topic, String key, Supplier<byte[]> value, long since) {

    boolean isTooOld() {
      return System.nanoTime() - since > GIVE_UP.toNanos();
    }
  }

  /**
   * @param producer becomes this outbox's, except for sending by others; closed with it
   * @param room most reports that wait
   */
  public Outbox(Producer<byte[], byte[]> producer, Codecs codecs, int room) {
    this.producer = producer;
    this.outcomes = codecs.of(Topics.OUTCOMES);
    this.observations = codecs.of(Topics.ROLLOUT_OBSERVATIONS);
    this.queue = new ArrayBlockingQueue<>(room);
  }

  public void start() {
    thread.start();
  }

  /** Whether reports reach the broker, as far as is known. */
  public boolean arriving() {
    return arriving;
  }

  /** Reports that the broker has. */
  public long delivered() {
    return delivered.get();
  }

  /** Reports that nobody will ever see. */
  public long lost() {
    return losses.total();
  }

  @Override
  public void report(OperationOutcome outcome) {
    String key = new Scope(outcome.getLayer(), outcome.getRegion()).key();
    put(Topics.OUTCOMES.name(), key, () -> outcomes.encode(outcome));
  }

  @Override
  public void observed(RolloutObservation observation) {
    put(
        Topics.ROLLOUT_OBSERVATIONS.name(),
        observation.getRegion(),
        () -> observations.encode(observation));
  }

  private void put(String topic, String key, Supplier<byte[]> value) {
    boolean taken = queue.offer(new Report(topic, key, value, System.nanoTime()));
    if (!taken) {
      losses.add(topic, "the queue is full");
    }
  }

  private void run() {
    try {
      while (!closing && !reachable()) {
        Thread.sleep(PAUSE);
      }
      long giveUp = Long.MAX_VALUE;
      while (!closing || (!queue.isEmpty() && System.nanoTime() < giveUp)) {
        if (closing && giveUp == Long.MAX_VALUE) {
          giveUp = System.nanoTime() + DRAIN.toNanos();
        }
        Report report = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (report != null) {
          send(report);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("outbox stopped", e);
    } finally {
      arriving = false;
      queue.forEach(left -> losses.add(left.topic(), "the service stopped"));
    }
  }

  /** Before the first report, so that readiness does not wait for one. */
  private boolean reachable() {
    try {
      arriving = !producer.partitionsFor(Topics.OUTCOMES.name()).isEmpty();
      return arriving;
    } catch (KafkaException e) {
      log.debug("broker not reachable yet", e);
      return !queue.isEmpty();
    }
  }

  private void send(Report report) throws InterruptedException {
    byte[] key = report.key().getBytes(StandardCharsets.UTF_8);
    while (!report.isTooOld()) {
      try {
        byte[] value = report.value().get();
        if (taken(new ProducerRecord<>(report.topic(), key, value))) {
          return;
        }
      } catch (RegistryUnavailableException | RetriableException e) {
        log.debug("report waits topic={}", report.topic(), e);
      } catch (KafkaException e) {
        arriving = false;
        losses.add(report.topic(), e.toString());
        return;
      }
      arriving = false;
      if (closing) {
        break;
      }
      Thread.sleep(PAUSE);
    }
    losses.add(report.topic(), "it could not be sent in time");
  }

  /**
   * Whether the producer has taken the record. A record it has no room or no metadata for it
   * refuses through the callback, on the calling thread, before {@code send} returns; it throws
   * nothing.
   */
  private boolean taken(ProducerRecord<byte[], byte[]> record) {
    AtomicBoolean refused = new AtomicBoolean();
    producer.send(
        record,
        (_, failure) -> {
          if (failure instanceof RetriableException && Thread.currentThread() == thread) {
            refused.set(true);
          } else {
            sent(record.topic(), failure);
          }
        });
    return !refused.get();
  }

  private void sent(String topic, @Nullable Exception failure) {
    if (failure == null) {
      delivered.incrementAndGet();
      arriving = true;
    } else {
      arriving = false;
      losses.add(topic, failure.getClass().getSimpleName());
    }
  }

  /** Sends what waits, for a few seconds at most. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(DRAIN.plusSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(DRAIN);
  }
}
