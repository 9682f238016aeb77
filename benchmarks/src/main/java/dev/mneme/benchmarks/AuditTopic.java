package dev.mneme.benchmarks;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.LedgerCheckpoint;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The two ends of audit-sink: events as services write them, checkpoints as it publishes them. */
final class AuditTopic {
  private final String bootstrap;
  private final AvroCodec<AuditEvent> events;
  private final AvroCodec<LedgerCheckpoint> checkpoints;
  private final SplittableRandom random = new SplittableRandom(5);

  AuditTopic(Place place) {
    this.bootstrap = place.bootstrap();
    this.events = place.codecs().of(Topics.AUDIT);
    this.checkpoints = place.codecs().of(Topics.CHECKPOINTS);
  }

  /** An entry as a store leaves it. */
  ProducerRecord<byte[], byte[]> record() {
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
        Topics.AUDIT.name(), subject.getBytes(StandardCharsets.UTF_8), events.encode(event));
  }

  /** What a checkpoint says of one log. */
  record Signed(int partition, long size) {}

  /** What a checkpoint of one log says; the combined one's origin names no partition. */
  Optional<Signed> signed(ConsumerRecord<byte[], byte[]> record) {
    if (checkpoints.decode(record.value())
        instanceof Decoding.Decoded<LedgerCheckpoint>(LedgerCheckpoint checkpoint)) {
      String last = checkpoint.getOrigin().substring(checkpoint.getOrigin().lastIndexOf('/') + 1);
      if (last.chars().allMatch(Character::isDigit)) {
        return Optional.of(new Signed(Integer.parseInt(last), checkpoint.getSize()));
      }
    }
    return Optional.empty();
  }

  KafkaProducer<byte[], byte[]> producer(int linger) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.LINGER_MS_CONFIG,
            linger,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 * 1024),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** From the beginning. */
  KafkaConsumer<byte[], byte[]> consumer(String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
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
