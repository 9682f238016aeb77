package dev.mneme.system.operator;

import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.deadletter.FailedRecord;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.serde.Codecs;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A service that gives records up: real letters, sealed with the stack's key. */
final class SealedLetters implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final DeadLetters letters;
  private final Codecs codecs;

  SealedLetters(Stack stack, Codecs codecs) {
    this.codecs = codecs;
    this.letters =
        new DeadLetters(
            new DeadLetterKey(Base64.getDecoder().decode(stack.secrets().dlqKey())),
            "system-tests");
    this.producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Gives up a record that would stand at this offset of the topic's partition 0. */
  DeadLetter giveUp(String topic, long offset, String key, byte[] value, DeadLetterCause cause)
      throws Exception {
    RecordHeaders headers = new RecordHeaders();
    headers.add("origin", "elsewhere".getBytes(StandardCharsets.UTF_8));
    FailedRecord failed =
        new FailedRecord(
            topic,
            0,
            offset,
            Instant.now().toEpochMilli(),
            key.getBytes(StandardCharsets.UTF_8),
            value,
            headers);
    DeadLetter letter = letters.letter(failed, cause, "given up by a test", Instant.now());
    producer
        .send(
            new ProducerRecord<>(
                Topics.DLQ.name(), letters.topicKey(failed), codecs.of(Topics.DLQ).encode(letter)))
        .get();
    return letter;
  }

  @Override
  public void close() {
    producer.close();
  }
}
