package dev.mneme.cli.redact.rescan;

import dev.mneme.cli.CommandFailure;
import dev.mneme.events.MemoryRecord;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.Ports;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads {@code memory.records}, what is committed, from its beginning to its end of now. */
public final class RecordsLog {
  private static final Duration ONE_POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Ports ports;

  public RecordsLog(Ports ports) {
    this.ports = ports;
  }

  /**
   * @throws CommandFailure when the broker or the registry does not answer, or a record cannot be
   *     read
   */
  public void readInto(Outdated outdated) throws CommandFailure {
    try (RegistryCodecs codecs =
            new RegistryCodecs(
                new RegistrySettings(
                    URI.create(ports.registryUrl()), RegistrySettings.Provider.APICURIO));
        KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    ports.bootstrap(),
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "read_committed",
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    10_000),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
      AvroCodec<MemoryRecord> codec = codecs.of(Topics.RECORDS);
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.RECORDS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long quietSince = System.nanoTime();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(ONE_POLL)) {
          outdated.see(RecordKey.parse(record.key()), decode(codec, record));
          quietSince = System.nanoTime();
        }
        if (System.nanoTime() - quietSince > PATIENCE.toNanos()) {
          throw new CommandFailure(
              "%s gave nothing for %d s before its end: see \"mneme status\""
                  .formatted(Topics.RECORDS.name(), PATIENCE.toSeconds()));
        }
      }
    } catch (KafkaException e) {
      throw new CommandFailure(
          "The broker does not answer: see \"mneme status\" (%s)".formatted(e.getMessage()), e);
    }
  }

  private static Optional<MemoryRecord> decode(
      AvroCodec<MemoryRecord> codec, ConsumerRecord<String, byte[]> record) throws CommandFailure {
    if (record.value() == null) {
      return Optional.empty();
    }
    return switch (codec.decode(record.value())) {
      case Decoding.Decoded<MemoryRecord>(MemoryRecord value) -> Optional.of(value);
      case Decoding.Undecodable<MemoryRecord>(String reason, var _) ->
          throw unreadable(record, reason);
      case Decoding.RegistryUnavailable<MemoryRecord>(String reason) ->
          throw unreadable(record, reason);
    };
  }

  private static CommandFailure unreadable(ConsumerRecord<String, byte[]> record, String reason) {
    return new CommandFailure(
        "%s[%d]@%d cannot be read: %s"
            .formatted(record.topic(), record.partition(), record.offset(), reason));
  }
}
