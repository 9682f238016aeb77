package dev.mneme.reader.kafka;

import dev.mneme.events.Disclosure;
import dev.mneme.follower.whole.TopicListener;
import dev.mneme.reader.anonymity.Claim;
import dev.mneme.reader.anonymity.Disclosures;
import dev.mneme.reader.anonymity.Disclosures.Verdict;
import dev.mneme.reader.distill.DisclosureBook;
import dev.mneme.reader.distill.DisclosureControl;
import dev.mneme.reader.distill.DisclosureRecord;
import dev.mneme.reader.distill.DistillRefused;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding.Decoded;
import dev.mneme.serde.Decoding.RegistryUnavailable;
import dev.mneme.serde.Decoding.Undecodable;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on the log what was said, for every instance and every restart. A claim is put there
 * first; what is before it decides, and every instance that reads the log decides the same. So two
 * claims made at once in two instances cannot both be granted where only one may.
 *
 * <p>While the log was not read from its beginning, or cannot be written, nothing is said.
 */
public final class DisclosureLog implements DisclosureControl, TopicListener {

  private static final Logger log = LoggerFactory.getLogger(DisclosureLog.class);

  /** Below what a broker takes by default. */
  private static final int LARGEST_CLAIM = 900_000;

  private final Producer<byte[], byte[]> producer;
  private final AvroCodec<Disclosure> codec;
  private final DisclosureBook book;
  private final Duration patience;
  private final Map<UUID, CompletableFuture<Verdict>> waiting = new ConcurrentHashMap<>();
  private volatile boolean known;

  /**
   * @param patience how long a claim may take to the log and back
   */
  public DisclosureLog(
      Producer<byte[], byte[]> producer,
      AvroCodec<Disclosure> codec,
      Disclosures.Limits limits,
      long mostBytes,
      Duration patience) {
    this.producer = producer;
    this.codec = codec;
    this.book = new DisclosureBook(limits, mostBytes);
    this.patience = patience;
  }

  /** Whether all that was said before is known here. */
  public boolean known() {
    return known;
  }

  @Override
  public Verdict ask(String tenant, Claim claim, Instant now) throws DistillRefused {
    if (!known) {
      throw DistillRefused.unavailable("what was told before is not known yet");
    }
    UUID id = UUID.randomUUID();
    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    waiting.put(id, verdict);
    try {
      send(tenant, codec.encode(DisclosureRecord.of(id, tenant, claim, now)), verdict);
      return verdict.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notRemembered();
    } catch (ExecutionException
        | TimeoutException
        | KafkaException
        | RegistryUnavailableException e) {
      log.debug("claim not remembered", e);
      throw notRemembered();
    } finally {
      waiting.remove(id);
    }
  }

  private void send(String tenant, byte[] value, CompletableFuture<Verdict> verdict)
      throws DistillRefused {
    if (value.length > LARGEST_CLAIM) {
      throw new DistillRefused(
          DistillRefused.Kind.TOO_WIDE,
          "the answer has more to it than can be remembered: narrow it, or take a larger bucket",
          Duration.ZERO);
    }
    producer.send(
        new ProducerRecord<>(
            Topics.DISCLOSURES.name(), tenant.getBytes(StandardCharsets.UTF_8), value),
        (_, failure) -> {
          if (failure != null) {
            verdict.completeExceptionally(failure);
          }
        });
  }

  private static DistillRefused notRemembered() {
    return DistillRefused.unavailable("what is told cannot be remembered now");
  }

  @Override
  public void beginning() {
    known = false;
    book.clear();
  }

  @Override
  public boolean heard(ConsumerRecord<byte[], byte[]> record) {
    return switch (codec.decode(record.value())) {
      case Decoded<Disclosure>(Disclosure disclosure) -> {
        apply(disclosure, record);
        yield true;
      }
      case Undecodable<Disclosure>(String reason, _) -> {
        unreadable(record, reason);
        yield true;
      }
      case RegistryUnavailable<Disclosure>(String reason) -> {
        log.warn("disclosure waits for the registry reason=\"{}\"", reason);
        yield false;
      }
    };
  }

  private void apply(Disclosure disclosure, ConsumerRecord<byte[], byte[]> record) {
    Claim claim;
    try {
      claim = DisclosureRecord.claim(disclosure);
    } catch (IllegalArgumentException e) {
      unreadable(record, String.valueOf(e.getMessage()));
      return;
    }
    Verdict verdict = book.apply(disclosure.getTenant(), claim, disclosure.getAt());
    CompletableFuture<Verdict> asked = waiting.get(disclosure.getClaimId());
    if (asked != null) {
      asked.complete(verdict);
    }
  }

  private static void unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
    log.error(
        "disclosure unreadable partition={} offset={} reason=\"{}\"",
        record.partition(),
        record.offset(),
        reason);
  }

  @Override
  public void caughtUp() {
    known = true;
    log.info("disclosures known");
  }
}
