package dev.mneme.writer.kafka;

import dev.mneme.events.AuditEvent;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.shell.audit.keys.Attribution;
import dev.mneme.topics.Topics;
import dev.mneme.writer.publish.AuditLog;
import dev.mneme.writer.publish.LogUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Appends to {@code memory.audit} with acks=all. */
final class KafkaAuditLog implements AuditLog {
  private final Producer<byte[], byte[]> producer;
  private final AvroCodec<AuditEvent> codec;
  private final Attribution attribution;
  private final Duration patience;

  KafkaAuditLog(
      Producer<byte[], byte[]> producer,
      AvroCodec<AuditEvent> codec,
      Attribution attribution,
      Duration patience) {
    this.producer = producer;
    this.codec = codec;
    this.attribution = attribution;
    this.patience = patience;
  }

  @Override
  public void append(AuditEvent known) throws LogUnavailableException {
    try {
      if (!attribution.settle(List.of(known), patience)) {
        throw new LogUnavailableException("the subjects' keys cannot be read");
      }
      AuditEvent entry = attribution.of(known);
      byte[] key = entry.getSubjectHash().getBytes(StandardCharsets.UTF_8);
      producer
          .send(new ProducerRecord<>(Topics.AUDIT.name(), key, codec.encode(entry)))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RegistryUnavailableException e) {
      throw new LogUnavailableException("the schema registry does not answer", e);
    } catch (ExecutionException | KafkaException | TimeoutException e) {
      throw new LogUnavailableException("the audit did not acknowledge in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while waiting for the audit", e);
    }
  }
}
