package dev.mneme.writer.kafka;

import dev.mneme.events.MemoryEvent;
import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.topics.Topics;
import dev.mneme.tracing.Spans;
import dev.mneme.tracing.TraceParent;
import dev.mneme.writer.publish.EventLog;
import dev.mneme.writer.publish.LogUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Appends with acks=all. What waits at once is limited; more is refused, not queued. */
final class KafkaEventLog implements EventLog {
  private final Producer<byte[], byte[]> producer;
  private final AvroCodec<MemoryEvent> codec;
  private final Semaphore room;
  private final Duration patience;
  private final Spans spans;

  /**
   * @param most appends under way at once
   * @param patience longest wait for an acknowledgement
   */
  KafkaEventLog(
      Producer<byte[], byte[]> producer, Codecs codecs, int most, Duration patience, Spans spans) {
    this.producer = producer;
    this.codec = codecs.of(Topics.EVENTS);
    this.room = new Semaphore(most);
    this.patience = patience;
    this.spans = spans;
  }

  @Override
  public Appended append(MemoryEvent event, TraceParent parent) throws LogUnavailableException {
    if (!room.tryAcquire()) {
      throw new LogUnavailableException("too many events wait for the log");
    }
    try (Spans.Work work = spans.publishing(Topics.EVENTS.name(), parent)) {
      byte[] key = event.getSubject().getBytes(StandardCharsets.UTF_8);
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(Topics.EVENTS.name(), key, codec.encode(event));
      work.asParent().orElse(parent).putInto(record.headers());
      RecordMetadata at = producer.send(record).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Appended(
          new ConsistencyToken(at.partition(), at.offset()), Instant.ofEpochMilli(at.timestamp()));
    } catch (RegistryUnavailableException e) {
      throw new LogUnavailableException("the schema registry does not answer", e);
    } catch (ExecutionException | KafkaException | TimeoutException e) {
      throw new LogUnavailableException("the log did not acknowledge in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while waiting for the log", e);
    } finally {
      room.release();
    }
  }
}
