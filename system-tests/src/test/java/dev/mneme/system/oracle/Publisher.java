package dev.mneme.system.oracle;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
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
 * An upstream service: publishes numbered events for a few subjects and remembers what was
 * acknowledged. Every text carries its number and an e-mail address.
 */
public final class Publisher implements AutoCloseable {

  public static final String TENANT = "default";
  private static final int SUBJECTS = 64;
  private static final int ACKNOWLEDGED_WITHIN_SECONDS = 120;

  private final KafkaProducer<String, byte[]> producer;
  private final AvroCodec<MemoryEvent> codec;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  /** An acknowledged event. */
  public record Sent(MemoryEvent event, int number) {

    public String subject() {
      return event.getSubject();
    }

    /** What of the text must be found in every layer. */
    public String remainder() {
      return "Note " + number + " by [EMAIL]";
    }
  }

  public Publisher(String bootstrap, Codecs codecs) {
    this.codec = codecs.of(Topics.EVENTS);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                120_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                60_000L),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  public static String subject(int number) {
    return "hs_" + "%043d".formatted(number % SUBJECTS);
  }

  public static List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    for (int i = 0; i < SUBJECTS; i++) {
      subjects.add(subject(i));
    }
    return subjects;
  }

  /** Publishes the next events and returns once all are acknowledged. */
  public void publish(int count) throws InterruptedException, ExecutionException, TimeoutException {
    List<Sent> next = new ArrayList<>();
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sent event = new Sent(event(sent.size() + i), sent.size() + i);
      next.add(event);
      acknowledgements.add(send(event));
    }
    for (Future<RecordMetadata> acknowledgement : acknowledgements) {
      acknowledgement.get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
    sent.addAll(next);
  }

  /** Publishes everything acknowledged so far once more: the same event ids, new records. */
  public void publishAllAgain() throws InterruptedException, ExecutionException, TimeoutException {
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    for (Sent event : sent) {
      acknowledgements.add(send(event));
    }
    for (Future<RecordMetadata> acknowledgement : acknowledgements) {
      acknowledgement.get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Puts bytes on the events topic as they are. */
  public RecordMetadata publishRaw(String key, byte[] value)
      throws InterruptedException, ExecutionException, TimeoutException {
    return producer
        .send(new ProducerRecord<>(Topics.EVENTS.name(), key, value))
        .get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  private Future<RecordMetadata> send(Sent event) {
    return producer.send(
        new ProducerRecord<>(Topics.EVENTS.name(), event.subject(), codec.encode(event.event())));
  }

  private static MemoryEvent event(int number) {
    return MemoryEvent.newBuilder()
        .setEventId(UUID.randomUUID())
        .setTenant(TENANT)
        .setSubject(subject(number))
        .setOccurredAt(Instant.ofEpochMilli(1_700_000_000_000L + number))
        .setSource("system-tests")
        .setStore(
            StoreMemory.newBuilder()
                .setType("episode")
                .setText("Note " + number + " by ada" + number + "@example.com")
                .build())
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
