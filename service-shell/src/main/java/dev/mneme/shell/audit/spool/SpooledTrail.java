package dev.mneme.shell.audit.spool;

import dev.mneme.events.AuditEvent;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.shell.audit.AuditTrail;
import dev.mneme.shell.audit.keys.Attribution;
import dev.mneme.topics.Topics;
import dev.mneme.tracing.TraceParent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each entry to the spool before anybody is told its id, and carries the spool to {@code
 * memory.audit} from a thread of its own, in order, again and again until the broker has it.
 */
public final class SpooledTrail implements AuditTrail, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpooledTrail.class);
  private static final int BATCH = 256;
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration ACKNOWLEDGED = Duration.ofSeconds(35);
  private static final Duration KEYS = Duration.ofSeconds(5);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Spool spool;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final AvroCodec<AuditEvent> codec;
  private final Supplier<Attribution> attribution;
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final Thread thread =
      Thread.ofPlatform().name("audit-trail").daemon().unstarted(this::run);
  private Runnable tick = () -> {};
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean away;
  private volatile boolean closing;

  private SpooledTrail(
      Spool spool,
      Supplier<Producer<byte[], byte[]>> producers,
      AvroCodec<AuditEvent> codec,
      Supplier<Attribution> attribution) {
    this.spool = spool;
    this.producers = producers;
    this.codec = codec;
    this.attribution = attribution;
  }

  /**
   * @param folder of the spool, this instance's own
   * @param most bytes the spool may have
   * @param producers asked when there is something to send
   * @param attribution asked when there is an entry about a person
   */
  public static SpooledTrail open(
      Path folder,
      long most,
      Supplier<Producer<byte[], byte[]>> producers,
      AvroCodec<AuditEvent> codec,
      Supplier<Attribution> attribution)
      throws IOException {
    return new SpooledTrail(Spool.open(folder, most), producers, codec, attribution);
  }

  /**
   * @param often called several times a second, from the thread that sends
   */
  public void start(Runnable often) {
    tick = often;
    thread.start();
  }

  @Override
  public boolean hand(AuditEvent entry, About about, @Nullable TraceParent parent) {
    try {
      if (spool.append(new Spooled(entry, about, parent))) {
        return true;
      }
      lose("the spool is full");
    } catch (IOException e) {
      lose(String.valueOf(e.getMessage()));
    }
    return false;
  }

  /** Entries that nobody will ever see; their receipts were not given out. */
  public long lost() {
    return lost.get();
  }

  /** Entries that the broker has. */
  public long delivered() {
    return delivered.get();
  }

  /** Bytes of entries that the broker does not have yet. */
  public long waiting() {
    return spool.waiting();
  }

  private void lose(String why) {
    if (lost.getAndIncrement() % 1000 == 0) {
      LOG.error("audit entries lost lostSinceStart={} because=\"{}\"", lost.get(), why);
    }
  }

  private void run() {
    long end = Long.MAX_VALUE;
    try {
      while (!closing || System.nanoTime() < end) {
        if (closing && end == Long.MAX_VALUE) {
          end = System.nanoTime() + DRAIN.toNanos();
        }
        tick.run();
        if (!carry()) {
          if (closing) {
            return;
          }
          Thread.sleep(PAUSE);
        } else if (spool.isEmpty()) {
          if (closing) {
            return;
          }
          spool.await(IDLE.toMillis());
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the trail ends", e);
    } catch (IOException e) {
      LOG.error("the spool cannot be read, its entries stay where they are", e);
    } finally {
      drop();
    }
  }

  /** False when the broker, the registry or the subjects' keys are away. */
  private boolean carry() throws IOException, InterruptedException {
    Spool.Batch batch = spool.oldest(BATCH);
    if (batch.entries().isEmpty()) {
      return true;
    }
    try {
      send(attributed(batch.entries()));
    } catch (KafkaException | TimeoutException | RegistryUnavailableException e) {
      if (!away) {
        away = true;
        LOG.warn("audit entries wait on this disk because=\"{}\"", e.getMessage());
      }
      drop();
      return false;
    }
    spool.delivered(batch);
    delivered.addAndGet(batch.entries().size());
    if (away) {
      away = false;
      LOG.info("audit entries are delivered again");
    }
    return true;
  }

  private List<Spooled> attributed(List<Spooled> entries)
      throws InterruptedException, TimeoutException {
    List<AuditEvent> persons =
        entries.stream().filter(each -> each.about() == About.PERSON).map(Spooled::entry).toList();
    if (!persons.isEmpty() && !attribution.get().settle(persons, KEYS)) {
      throw new TimeoutException("the subjects' keys are not known yet");
    }
    List<Spooled> attributed = new ArrayList<>(entries.size());
    for (Spooled each : entries) {
      attributed.add(
          switch (each.about()) {
            case PERSON ->
                new Spooled(attribution.get().of(each.entry()), each.about(), each.parent());
            case NOBODY -> each;
          });
    }
    return attributed;
  }

  private void send(List<Spooled> entries) throws InterruptedException, TimeoutException {
    Producer<byte[], byte[]> to = producer == null ? producers.get() : producer;
    producer = to;
    List<Future<RecordMetadata>> sent = new ArrayList<>(entries.size());
    for (Spooled each : entries) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              Topics.AUDIT.name(),
              each.entry().getSubjectHash().getBytes(StandardCharsets.UTF_8),
              codec.encode(each.entry()));
      if (each.parent() != null) {
        each.parent().putInto(record.headers());
      }
      sent.add(to.send(record));
    }
    for (Future<RecordMetadata> each : sent) {
      try {
        each.get(ACKNOWLEDGED.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RecordTooLargeException) {
          lose("the topic takes no entry that large");
        } else {
          throw new KafkaException(e.getCause());
        }
      }
    }
  }

  /** What is wrong with a producer may not become right again. */
  private void drop() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  /** Sends what waits, for a few seconds at most; what is left is sent after the next start. */
  @Override
  public void close() {
    closing = true;
    spool.wake();
    try {
      thread.join(DRAIN.plus(ACKNOWLEDGED).toMillis());
      spool.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("the spool was not closed", e);
    }
  }
}
