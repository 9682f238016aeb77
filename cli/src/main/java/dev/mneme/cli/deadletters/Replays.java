package dev.mneme.cli.deadletters;

import dev.mneme.cli.CommandFailure;
import dev.mneme.events.SealedHeader;
import dev.mneme.events.SealedRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.stack.Ports;
import dev.mneme.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the original record of a letter back where it came from: same topic, partition, key, value
 * and headers, and a header that names the letter.
 *
 * @see <a href="../../../../../../../../docs/decisions/0012-replay-goes-through-the-front-door.md">
 *     0012</a>
 */
public final class Replays implements AutoCloseable {

  /** Names the letter that a record is the replay of. */
  public static final String HEADER = "mneme-dead-letter";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGEST_REQUEST = 2 * 1024 * 1024 + 64 * 1024;

  private final KafkaProducer<byte[], byte[]> producer;

  public Replays(Ports ports) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                ports.bootstrap(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "mneme-cli-replay",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_REQUEST,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Only what entered by the front door goes back through it: a record of another topic follows
   * from an event, and put at the end of its topic it could replace a later one.
   */
  public static boolean canReplay(Letter letter) {
    return letter.source().getTopic().equals(Topics.EVENTS.name());
  }

  /** Returns where it stands, once the broker has it. */
  public SourcePosition replay(Letter letter, SealedRecord original)
      throws CommandFailure, InterruptedException {
    try {
      RecordMetadata stands =
          producer
              .send(record(letter.id(), letter.source(), original, partitions(letter)))
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return new SourcePosition(stands.topic(), stands.partition(), stands.offset());
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CommandFailure(
          "The broker did not take letter %s: run the same again, which stores nothing twice (%s)"
              .formatted(letter.id(), cause.getClass().getSimpleName()),
          e);
    }
  }

  private int partitions(Letter letter) {
    return producer.partitionsFor(letter.source().getTopic()).size();
  }

  /** The partition it came from keeps the order of its subject, unless there is none such now. */
  static ProducerRecord<byte[], byte[]> record(
      UUID letter, SourcePosition source, SealedRecord original, int partitions) {
    Integer partition = source.getPartition() < partitions ? source.getPartition() : null;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            source.getTopic(), partition, bytes(original.getKey()), bytes(original.getValue()));
    for (SealedHeader header : original.getHeaders()) {
      if (!header.getName().equals(HEADER)) { // of an earlier replay
        record.headers().add(header.getName(), bytes(header.getValue()));
      }
    }
    record.headers().add(HEADER, letter.toString().getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
