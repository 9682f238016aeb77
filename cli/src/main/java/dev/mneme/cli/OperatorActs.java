package dev.mneme.cli;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.KeyedHash;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Secrets;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes down what an operator does past the services: before it is done, so that nothing is opened
 * that is not accounted for.
 */
final class OperatorActs {
  private static final String SYSTEM = "system";
  private static final String SERVICE = "mneme-cli";
  private static final int PATIENCE_MILLIS = 10_000;

  private OperatorActs() {}

  /**
   * Returns when the entry is durable.
   *
   * @param what of the operation it was, in words without contents
   * @param affected how many things it is done to
   */
  static void account(
      StackCommand command, RegistryCodecs codecs, String operation, String what, int affected)
      throws CommandFailure, InterruptedException {
    AuditEvent entry =
        AuditEvent.newBuilder()
            .setEventId(UUID.randomUUID())
            .setOperation(operation)
            .setFamily(SYSTEM)
            .setResult("success")
            .setService(SERVICE)
            .setInstance(SERVICE)
            .setTenant(SYSTEM)
            .setSubjectHash(standIn(command.secrets()))
            .setActor(System.getProperty("user.name") + " via " + SERVICE)
            .setReason(what)
            .setAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
            .setAffected(affected)
            .build();
    AvroCodec<AuditEvent> codec = codecs.of(Topics.AUDIT);
    KafkaProducer<byte[], byte[]> producer = producer(command.running().ports());
    try {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.AUDIT.name(),
                  entry.getSubjectHash().getBytes(StandardCharsets.UTF_8),
                  codec.encode(entry)))
          .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException
        | TimeoutException
        | RegistryUnavailableException
        | KafkaException e) {
      throw new CommandFailure(
          "This cannot be written down in the audit, so it is not done: see \"mneme status\" (%s)"
              .formatted(e.getMessage()),
          e);
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  /** No person is concerned; the command stands in, under a throw-away key where there is none. */
  private static String standIn(Optional<Secrets> secrets) {
    return secrets
        .map(each -> new KeyedHash(Base64.getDecoder().decode(each.auditKey())))
        .map(hash -> hash.subject(SYSTEM, SERVICE))
        .orElseGet(
            () ->
                SubjectKeyring.hash(
                    UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8), SERVICE));
  }

  private static KafkaProducer<byte[], byte[]> producer(Ports ports) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ports.bootstrap(),
            ProducerConfig.CLIENT_ID_CONFIG,
            SERVICE + "-audit",
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            PATIENCE_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS,
            ProducerConfig.LINGER_MS_CONFIG,
            0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
