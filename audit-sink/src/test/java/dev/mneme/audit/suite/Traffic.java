package dev.mneme.audit.suite;

import dev.mneme.audit.AuditEvents;
import dev.mneme.events.AuditEvent;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes audit events in transactions, some of which it aborts, and some events twice, by a clock
 * that jumps an hour and more to and fro, and knows what a ledger has to hold afterwards. Used by
 * one thread at a time.
 */
final class Traffic implements AutoCloseable {

  /** A committed record that has to have an entry. */
  record Expected(long offset, Hash value) {

    static Expected of(long offset, byte[] value) {
      return new Expected(offset, LedgerHashes.leaf(value));
    }
  }

  /** An hour, and what the broker's clock may differ besides. */
  private static final Duration CLOCK_OFF = Duration.ofMinutes(61);

  private final KafkaProducer<String, byte[]> producer;
  private final AvroCodec<AuditEvent> codec;
  private final Random random;
  private final Map<Integer, List<Expected>> expected = new TreeMap<>();
  private final Set<UUID> committed = new HashSet<>();
  private long number;

  Traffic(String bootstrap, Codecs codecs, long seed) {
    this.codec = codecs.of(Topics.AUDIT);
    this.random = new Random(seed);
    this.number = seed * 1_000_000;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "traffic-" + seed,
                ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                "1",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                "20000"),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /** Some transactions, one in four of them aborted. */
  void transactions(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      transaction(1 + random.nextInt(20), random.nextInt(4) == 0);
    }
  }

  private void transaction(int events, boolean abort)
      throws InterruptedException, ExecutionException, TimeoutException {
    long clock = System.currentTimeMillis() + (random.nextInt(3) - 1) * CLOCK_OFF.toMillis();
    producer.beginTransaction();
    List<AuditEvent> written = new ArrayList<>();
    List<Future<RecordMetadata>> places = new ArrayList<>();
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      // One event in ten comes again: the same id and key, as a producer's retry leaves it.
      long which = random.nextInt(10) == 0 ? number - random.nextInt(30) : number++;
      AuditEvent event = AuditEvents.number(which);
      byte[] value = codec.encode(event);
      written.add(event);
      values.add(value);
      places.add(
          producer.send(
              new ProducerRecord<>(
                  Topics.AUDIT.name(), null, clock, "subject-" + which % 17, value)));
    }
    producer.flush();
    if (abort) {
      producer.abortTransaction();
      return;
    }
    producer.commitTransaction();
    for (int i = 0; i < events; i++) {
      RecordMetadata place = places.get(i).get(10, TimeUnit.SECONDS);
      if (committed.add(written.get(i).getEventId())) {
        expected
            .computeIfAbsent(place.partition(), _ -> new ArrayList<>())
            .add(Expected.of(place.offset(), values.get(i)));
      }
    }
  }

  Map<Integer, List<Expected>> expected() {
    return expected;
  }

  /** Events that were committed, each of which has a receipt. */
  Set<UUID> events() {
    return committed;
  }

  long size() {
    return expected.values().stream().mapToLong(List::size).sum();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
