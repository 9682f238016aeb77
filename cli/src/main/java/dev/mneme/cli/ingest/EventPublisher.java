package dev.mneme.cli.ingest;

import dev.mneme.cli.CommandFailure;
import dev.mneme.events.MemoryEvent;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.stack.Ports;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes events as any upstream service would: Avro, keyed by subject, acknowledged by the
 * broker or not counted.
 */
public final class EventPublisher implements AutoCloseable {

  private final RegistryCodecs codecs;
  private final AvroCodec<MemoryEvent> codec;
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public EventPublisher(Ports ports) {
    this.codecs =
        new RegistryCodecs(
            new RegistrySettings(
                URI.create(ports.registryUrl()), RegistrySettings.Provider.APICURIO));
    this.codec = codecs.of(Topics.EVENTS);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                ports.bootstrap(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "mneme-cli",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                30_000),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  public void publish(MemoryEvent event) throws CommandFailure {
    check();
    try {
      producer.send(
          new ProducerRecord<>(Topics.EVENTS.name(), event.getSubject(), codec.encode(event)),
          (metadata, e) -> {
            if (e == null) {
              acknowledged.incrementAndGet();
            } else {
              failure.compareAndSet(null, e);
            }
          });
    } catch (RegistryUnavailableException e) {
      throw new CommandFailure(
          "The schema registry does not answer: see \"mneme status\" (%s)"
              .formatted(e.getMessage()),
          e);
    } catch (KafkaException e) {
      throw lost(e);
    }
  }

  public long acknowledged() {
    return acknowledged.get();
  }

  /** Waits until everything published is acknowledged. */
  public void flush() throws CommandFailure {
    producer.flush();
    check();
  }

  private void check() throws CommandFailure {
    Exception lost = failure.get();
    if (lost != null) {
      throw lost(lost);
    }
  }

  private CommandFailure lost(Exception e) {
    return new CommandFailure(
        "The broker did not take every event, %d are acknowledged: see \"mneme status\", then run the same again, which stores nothing twice (%s)"
            .formatted(acknowledged.get(), e.getMessage()),
        e);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
    codecs.close();
  }
}
