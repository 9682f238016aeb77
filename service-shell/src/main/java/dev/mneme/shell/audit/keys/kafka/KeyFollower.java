package dev.mneme.shell.audit.keys.kafka;

import dev.mneme.events.SubjectKey;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.shell.audit.keys.PackedKeys;
import dev.mneme.shell.audit.keys.SubjectKeys;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code memory.audit.keys} from its beginning and goes on. Every instance knows all keys, 80
 * bytes of heap for each.
 */
public final class KeyFollower implements SubjectKeys, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFollower.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final AvroCodec<SubjectKey> codec;
  private final SubjectKeyring keyring;
  private final PackedKeys keys = new PackedKeys();
  private final Thread thread =
      Thread.ofPlatform()
          .name("follow-" + Topics.SUBJECT_KEYS.name())
          .daemon()
          .unstarted(this::run);
  private final Object asking = new Object();
  private long asked;
  private long answered;
  private boolean away;
  private volatile boolean closing;
  private volatile Optional<Consumer<byte[], byte[]>> current = Optional.empty();

  public KeyFollower(
      Supplier<Consumer<byte[], byte[]>> consumers,
      AvroCodec<SubjectKey> codec,
      SubjectKeyring keyring) {
    this.consumers = consumers;
    this.codec = codec;
    this.keyring = keyring;
  }

  public void start() {
    thread.start();
  }

  /** How many keys are known. */
  public int size() {
    return keys.size();
  }

  @Override
  public Optional<byte[]> of(String subjectHash) {
    return keys.get(subjectHash);
  }

  @Override
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
        follow(consumer);
      } catch (WakeupException e) {
        LOG.debug("woken to close", e);
      } catch (KafkaException e) {
        if (!away) {
          away = true;
          LOG.warn("subject keys cannot be followed now, trying on cause=\"{}\"", e.getMessage());
        }
        pause();
      } catch (RuntimeException e) {
        LOG.error("following the subject keys broke, trying again", e);
        pause();
      } finally {
        current = Optional.empty();
      }
    }
  }

  /** From the beginning, because a tombstone that is gone would be missed otherwise. */
  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.SUBJECT_KEYS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      pause();
      return;
    }
    keys.clear();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    away = false;
    while (!closing) {
      long wanted = wanted();
      if (wanted > 0) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!closing && !reached(consumer, ends)) {
          hear(consumer);
        }
        answer(wanted);
      } else {
        hear(consumer);
      }
    }
  }

  private void hear(Consumer<byte[], byte[]> consumer) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      while (!closing && !hear(record)) {
        pause();
      }
    }
  }

  /** False when nobody can say yet what the record is. */
  private boolean hear(ConsumerRecord<byte[], byte[]> record) {
    String subject = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      keys.remove(subject);
      return true;
    }
    return switch (codec.decode(record.value())) {
      case Decoding.Decoded<SubjectKey>(SubjectKey key) -> {
        open(subject, key, record);
        yield true;
      }
      case Decoding.Undecodable<SubjectKey>(String reason, var _) -> {
        unreadable(record, reason);
        yield true;
      }
      case Decoding.RegistryUnavailable<SubjectKey> _ -> false;
    };
  }

  private void open(String subject, SubjectKey key, ConsumerRecord<byte[], byte[]> record) {
    try {
      byte[] sealed = new byte[key.getSealed().remaining()];
      key.getSealed().duplicate().get(sealed);
      keys.put(subject, keyring.open(subject, sealed));
    } catch (IllegalArgumentException e) {
      unreadable(record, e.getMessage());
    }
  }

  /** Entries of that subject are written under a key that nobody has. */
  private static void unreadable(
      ConsumerRecord<byte[], byte[]> record, @org.jspecify.annotations.Nullable String why) {
    LOG.warn(
        "subject key not readable partition={} offset={} reason=\"{}\"",
        record.partition(),
        record.offset(),
        why);
  }

  private long wanted() {
    synchronized (asking) {
      return asked > answered ? asked : 0;
    }
  }

  private void answer(long wanted) {
    synchronized (asking) {
      answered = wanted;
      asking.notifyAll();
    }
  }

  private static boolean reached(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
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
    current.ifPresent(Consumer::wakeup);
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
