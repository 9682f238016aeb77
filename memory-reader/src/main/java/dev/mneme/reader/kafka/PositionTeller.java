package dev.mneme.reader.kafka;

import dev.mneme.events.ReaderPosition;
import dev.mneme.events.VisiblePosition;
import dev.mneme.follower.reach.KafkaEventReach;
import dev.mneme.reader.position.Accountability;
import dev.mneme.reader.position.SubjectChanges;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on {@code memory.positions} how far the indexes are: each second, whenever partitions come
 * or go, and for a while after each removal as often as it sees further, because somebody may be
 * waiting to hear that nothing shows what was forgotten.
 */
public final class PositionTeller implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PositionTeller.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final long AT_LEAST_EVERY = Duration.ofSeconds(1).toNanos();
  private static final long AFTER_A_REMOVAL = Duration.ofSeconds(2).toNanos();
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final String instance;
  private final Supplier<Map<Integer, Long>> visible;
  private final SubjectChanges changes;
  private final Duration unheard;
  private final Accountability accountability;
  private final Producer<byte[], byte[]> producer;
  private final AvroCodec<ReaderPosition> codec;
  private final KafkaEventReach broker;
  private final InstantSource clock;
  private final Thread thread =
      Thread.ofPlatform().name("tell-positions").daemon().unstarted(this::run);
  private Map<Integer, Long> toldLast = Map.of();
  private long toldAt = System.nanoTime() - AT_LEAST_EVERY;
  private long removals;
  private long removedAt = System.nanoTime() - AFTER_A_REMOVAL;
  private boolean away;
  private volatile boolean closing;

  /**
   * @param visible the partitions answered from, each with the offset below which all is visible
   * @param unheard for how long they are answered from when that cannot be told
   */
  public PositionTeller(
      String instance,
      Supplier<Map<Integer, Long>> visible,
      SubjectChanges changes,
      Duration unheard,
      Accountability accountability,
      Producer<byte[], byte[]> producer,
      AvroCodec<ReaderPosition> codec,
      KafkaEventReach broker,
      InstantSource clock) {
    this.instance = instance;
    this.visible = visible;
    this.changes = changes;
    this.unheard = unheard;
    this.accountability = accountability;
    this.producer = producer;
    this.codec = codec;
    this.broker = broker;
    this.clock = clock;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (!closing) {
      try {
        look();
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException e) {
        log.error("telling the positions broke, trying again", e);
        pause();
      }
    }
  }

  private void look() throws InterruptedException {
    Map<Integer, Long> now = new TreeMap<>(visible.get());
    accountability.shows(now);
    long nanos = System.nanoTime();
    if (changes.removals() != removals) {
      removals = changes.removals();
      removedAt = nanos;
    }
    boolean othersArrive = !now.keySet().equals(toldLast.keySet());
    boolean somebodyWaits = nanos - removedAt < AFTER_A_REMOVAL && !now.equals(toldLast);
    if (nanos - toldAt >= AT_LEAST_EVERY || othersArrive || somebodyWaits) {
      tell(now, nanos);
    }
    measure();
  }

  private void tell(Map<Integer, Long> now, long nanos) throws InterruptedException {
    try {
      send(codec.encode(position(now)));
      accountability.told(now.keySet(), nanos);
      toldLast = now;
      toldAt = nanos;
      away = false;
    } catch (RegistryUnavailableException
        | KafkaException
        | ExecutionException
        | TimeoutException e) {
      if (!away) {
        log.warn("positions cannot be told now cause={}", e.getClass().getSimpleName());
        away = true;
      }
      pause();
    }
  }

  private void measure() throws InterruptedException {
    for (int partition : accountability.unmeasured()) {
      try {
        accountability.ends(
            partition, broker.end(new TopicPartition(Topics.RECORDS.name(), partition), ANSWER));
      } catch (ExecutionException | TimeoutException e) {
        log.debug("the end of the records is not known now partition={}", partition, e);
        return;
      }
    }
  }

  private ReaderPosition position(Map<Integer, Long> now) {
    return ReaderPosition.newBuilder()
        .setInstance(instance)
        .setPartitions(
            now.entrySet().stream()
                .map(each -> new VisiblePosition(each.getKey(), each.getValue()))
                .toList())
        .setUnheardMs(unheard.toMillis())
        .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  private void send(byte @Nullable [] value)
      throws InterruptedException, ExecutionException, TimeoutException {
    producer
        .send(
            new ProducerRecord<>(
                Topics.POSITIONS.name(), 0, instance.getBytes(StandardCharsets.UTF_8), value))
        .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS.multipliedBy(10));
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  /** To be called when nothing is answered any more: nobody waits for this instance then. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSE);
      accountability.shows(Map.of());
      if (!away) {
        send(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException | IllegalStateException | ExecutionException | TimeoutException e) {
      log.debug("leaving was not told", e);
    }
  }
}
