package dev.mneme.follower.refused;

import dev.mneme.deadletter.DeadLetters;
import dev.mneme.deadletter.FailedRecord;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Puts refused records on the dead-letter topic, and waits until they are there. */
public final class DeadLetterTopic implements RefusedRecords {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final DeadLetters letters;
  private final AvroCodec<DeadLetter> codec;

  public DeadLetterTopic(Producer<byte[], byte[]> producer, DeadLetters letters, Codecs codecs) {
    this.producer = producer;
    this.letters = letters;
    this.codec = codecs.of(Topics.DLQ);
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record, DeadLetterCause cause, String reason)
      throws RetryLaterException {
    FailedRecord failed =
        new FailedRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers());
    // the record's own time, so that refusing it again gives the same letter
    Instant at = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
    try {
      byte[] key = letters.topicKey(failed).getBytes(StandardCharsets.UTF_8);
      byte[] value = codec.encode(letters.letter(failed, cause, reason, at));
      producer
          .send(new ProducerRecord<>(Topics.DLQ.name(), key, value))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RegistryUnavailableException
        | KafkaException
        | ExecutionException
        | TimeoutException e) {
      throw new RetryLaterException("a refused record cannot be put on " + Topics.DLQ.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetryLaterException("interrupted while a refused record was sent", e);
    }
  }
}
