package dev.mneme.benchmarks;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.LedgerCheckpoint;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.stack.Part;
import dev.mneme.stack.PartName;
import dev.mneme.topics.Topics;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The delivered audit-sink, a process of its own with 160 MB of heap, beside a real broker: entries
 * a second into signed checkpoints, against a consumer that only reads the same topic and hashes
 * each record; and from an event's acknowledgement to a published signed checkpoint over it.
 *
 * <p>Arguments: entries (default 400000), seconds of the latency round (default 20).
 */
public final class LedgerPace {
  private static final int PER_SECOND = 200;
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration GIVE_UP = Duration.ofMinutes(5);

  private final Place place;
  private final SplittableRandom random = new SplittableRandom(5);
  private final Map<Integer, Long> appended = new TreeMap<>();

  private LedgerPace(Place place) {
    this.place = place;
  }

  public static void main(String[] args) throws Exception {
    int entries = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    try (Place place =
        Place.with(EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.AUDIT_SINK))) {
      new LedgerPace(place).run(entries, seconds);
    }
  }

  private void run(int entries, int seconds) throws Exception {
    Part sink = place.stack().part(PartName.AUDIT_SINK);
    produce(entries / 10); // compiled and warm before anything counts
    sealed();
    sink.stop();
    produce(entries);
    double hashing = readAndHash();
    long begun = System.nanoTime();
    sink.start(READY);
    double[] pace = sealed();
    System.out.printf(
        "read and hash only: %,.0f records/s%ndurable, in a signed checkpoint: %,.0f entries/s,"
            + " %.2f of that; with the start of the process %,.0f entries/s%n",
        hashing, pace[0], pace[0] / hashing, entries * 1e9 / (System.nanoTime() - begun));
    latency(PER_SECOND, 5);
    double[] millis = latency(PER_SECOND, seconds);
    System.out.printf(
        "acknowledged to published checkpoint at %d events/s: p50 %.1f, p99 %.1f ms%n",
        PER_SECOND, Numbers.percentile(millis, 50), Numbers.percentile(millis, 99));
    System.out.printf(
        "load %s%n",
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private void produce(int entries) throws Exception {
    AvroCodec<AuditEvent> codec = place.codecs().of(Topics.AUDIT);
    try (KafkaProducer<byte[], byte[]> producer = producer(5)) {
      for (int i = 0; i < entries; i++) {
        producer.send(
            record(codec),
            (metadata, failure) -> {
              if (failure != null) {
                throw new IllegalStateException(failure);
              }
              synchronized (appended) {
                appended.merge(metadata.partition(), metadata.offset() + 1, Math::max);
              }
            });
      }
      producer.flush();
    }
  }

  /** An entry as a store leaves it. */
  private ProducerRecord<byte[], byte[]> record(AvroCodec<AuditEvent> codec) {
    byte[] hash = new byte[32];
    random.nextBytes(hash);
    String subject = HexFormat.of().formatHex(hash);
    AuditEvent event =
        AuditEvent.newBuilder()
            .setEventId(new UUID(random.nextLong(), random.nextLong()))
            .setOperation("store")
            .setFamily("personal")
            .setResult("success")
            .setService("memory-writer")
            .setInstance("memory-writer-0")
            .setTenant("default")
            .setSubjectHash(subject)
            .setContentHash(subject)
            .setMemoryId(new UUID(random.nextLong(), random.nextLong()))
            .setAt(Instant.ofEpochMilli(1_700_000_000_000L))
            .setAffected(1)
            .build();
    return new ProducerRecord<>(
        Topics.AUDIT.name(),
        subject.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        codec.encode(event));
  }

  /** The ceiling: nobody who proves anything does less. */
  private double readAndHash() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topics.AUDIT.name())) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      long read = 0;
      long begun = System.nanoTime();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          digest.update(record.key());
          digest.digest(record.value());
          read++;
        }
      }
      return read * 1e9 / (System.nanoTime() - begun);
    }
  }

  /** Waits until all that was appended is signed; the pace between a tenth and the end. */
  private double[] sealed() throws Exception {
    AvroCodec<LedgerCheckpoint> codec = place.codecs().of(Topics.CHECKPOINTS);
    long wanted = appended.values().stream().mapToLong(each -> each).sum();
    Map<Integer, Long> signed = new TreeMap<>();
    long first = -1;
    long firstAt = 0;
    long giveUp = System.nanoTime() + GIVE_UP.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topics.CHECKPOINTS.name())) {
      while (System.nanoTime() < giveUp) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
          partition(codec, record).ifPresent(each -> signed.put(each.partition(), each.size()));
        }
        long size = signed.values().stream().mapToLong(each -> each).sum();
        if (first < 0 && size >= wanted / 10 * 2) {
          first = size;
          firstAt = System.nanoTime();
        }
        if (size >= wanted) {
          return new double[] {(size - first) * 1e9 / Math.max(1, System.nanoTime() - firstAt)};
        }
      }
    }
    throw new IllegalStateException("not everything was signed within " + GIVE_UP);
  }

  private record Signed(int partition, long size) {}

  /** What a checkpoint of one log says; the combined one's origin names no partition. */
  private static java.util.Optional<Signed> partition(
      AvroCodec<LedgerCheckpoint> codec, ConsumerRecord<byte[], byte[]> record) {
    if (codec.decode(record.value())
        instanceof Decoding.Decoded<LedgerCheckpoint>(LedgerCheckpoint checkpoint)) {
      String last = checkpoint.getOrigin().substring(checkpoint.getOrigin().lastIndexOf('/') + 1);
      if (last.chars().allMatch(Character::isDigit)) {
        return java.util.Optional.of(new Signed(Integer.parseInt(last), checkpoint.getSize()));
      }
    }
    return java.util.Optional.empty();
  }

  private double[] latency(int perSecond, int seconds) throws Exception {
    AvroCodec<AuditEvent> codec = place.codecs().of(Topics.AUDIT);
    AvroCodec<LedgerCheckpoint> checkpoints = place.codecs().of(Topics.CHECKPOINTS);
    int events = perSecond * seconds;
    Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    List<Double> millis = new ArrayList<>();
    Thread sending =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (KafkaProducer<byte[], byte[]> producer = producer(0)) {
                    Schedule.run(
                        events,
                        perSecond,
                        (_, _) ->
                            producer.send(
                                record(codec),
                                (metadata, failure) -> {
                                  if (failure == null) {
                                    acknowledged.put(
                                        metadata.partition() + ":" + metadata.offset(),
                                        System.nanoTime());
                                  }
                                }));
                  }
                });
    long giveUp = System.nanoTime() + GIVE_UP.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topics.CHECKPOINTS.name())) {
      while (millis.size() < events && System.nanoTime() < giveUp) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(5))) {
          long now = System.nanoTime();
          partition(checkpoints, record)
              .ifPresent(
                  signed ->
                      acknowledged
                          .entrySet()
                          .removeIf(
                              each -> {
                                String[] at = each.getKey().split(":");
                                boolean covered =
                                    Integer.parseInt(at[0]) == signed.partition()
                                        && Long.parseLong(at[1]) < signed.size();
                                if (covered) {
                                  millis.add((now - each.getValue()) / 1e6);
                                }
                                return covered;
                              }));
        }
      }
    }
    sending.join();
    return millis.stream().mapToDouble(each -> each).toArray();
  }

  private KafkaProducer<byte[], byte[]> producer(int linger) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            place.bootstrap(),
            ProducerConfig.LINGER_MS_CONFIG,
            linger,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 * 1024),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** From the beginning. */
  private KafkaConsumer<byte[], byte[]> consumer(String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                place.bootstrap(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                20,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
