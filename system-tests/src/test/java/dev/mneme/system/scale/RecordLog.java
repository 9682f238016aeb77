package dev.mneme.system.scale;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes memories to the log of records as memory-writer does, and knows what the log folds to: the
 * oracle of every reader.
 */
final class RecordLog implements AutoCloseable {

  private static final String TENANT = "default";

  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroCodec<MemoryRecord> codec;
  private final Map<String, Map<UUID, String>> fold = new LinkedHashMap<>();
  private int written;

  RecordLog(String bootstrap, Codecs codecs) {
    this.codec = codecs.of(Topics.RECORDS);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  static String subject(int number) {
    return "%064x".formatted(number);
  }

  static int partition(String subject) {
    return SubjectPartition.of(subject, Topics.RECORDS.partitions());
  }

  /** A subject whose memories are in the partition. */
  static String subjectIn(int partition) {
    int number = 1_000_000;
    while (partition(subject(number)) != partition) {
      number++;
    }
    return subject(number);
  }

  UUID remember(String subject, String text) throws Exception {
    UUID id = write(subject, "personal", text);
    fold.computeIfAbsent(subject, _ -> new LinkedHashMap<>()).put(id, text);
    return id;
  }

  /** Told about many, recalled by nobody. */
  void rememberOfMany(String subject, String text) throws Exception {
    write(subject, "cohort", text);
  }

  private UUID write(String subject, String family, String text) throws Exception {
    UUID id = new UUID(0, ++written);
    MemoryRecord memory =
        MemoryRecord.newBuilder()
            .setMemoryId(id)
            .setTenant(TENANT)
            .setSubject(subject)
            .setFamily(family)
            .setType("episode")
            .setText(text)
            .setOccurredAt(Instant.ofEpochSecond(1_700_000_000L + written))
            .setCreatedAt(Instant.ofEpochSecond(1_700_000_000L + written))
            .setPolicyVersion("test")
            .setSourceEventId(id)
            .setSource(new SourcePosition(Topics.EVENTS.name(), 0, (long) written))
            .build();
    send(subject, id, codec.encode(memory));
    return id;
  }

  void forget(String subject, UUID id) throws Exception {
    send(subject, id, null);
    fold.getOrDefault(subject, Map.of()).remove(id);
  }

  /** What a recall of the subject's latest gives, the latest first. */
  List<String> latest(String subject) {
    return new ArrayList<>(fold.getOrDefault(subject, Map.of()).values()).reversed();
  }

  List<String> subjects() {
    return List.copyOf(fold.keySet());
  }

  private void send(String subject, UUID id, byte @Nullable [] value) throws Exception {
    byte[] key = new RecordKey(TENANT, subject, id).key().getBytes(StandardCharsets.UTF_8);
    producer
        .send(new ProducerRecord<>(Topics.RECORDS.name(), partition(subject), key, value))
        .get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    producer.close();
  }
}
