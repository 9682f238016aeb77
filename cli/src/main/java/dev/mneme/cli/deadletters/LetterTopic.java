package dev.mneme.cli.deadletters;

import dev.mneme.cli.CommandFailure;
import dev.mneme.events.DeadLetter;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the dead-letter topic: all of it once, then single letters by their place. */
public final class LetterTopic {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroCodec<DeadLetter> codec;

  /**
   * @param consumer of committed records only
   */
  public LetterTopic(KafkaConsumer<byte[], byte[]> consumer, AvroCodec<DeadLetter> codec) {
    this.consumer = consumer;
    this.codec = codec;
  }

  /** Every letter there is now; what is sealed in them is read and let go. */
  public List<Letter> letters() throws CommandFailure {
    LetterFold fold = new LetterFold();
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DLQ.name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      var polled = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        if (decode(record) instanceof Decoding.Decoded<DeadLetter>(DeadLetter letter)) {
          fold.add(letter, new Letter.Place(record.partition(), record.offset()));
        }
      }
      if (!polled.isEmpty()) {
        deadline = Instant.now().plus(PATIENCE);
      } else if (Instant.now().isAfter(deadline)) {
        throw new CommandFailure(
            "%s could not be read to its end: see \"mneme status\"".formatted(Topics.DLQ.name()));
      }
    }
    return fold.letters();
  }

  /** The whole letter, with what is sealed in it. */
  public DeadLetter read(Letter letter) throws CommandFailure {
    TopicPartition partition = new TopicPartition(Topics.DLQ.name(), letter.at().partition());
    consumer.assign(List.of(partition));
    consumer.seek(partition, letter.at().offset());
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() == letter.at().offset()
            && decode(record) instanceof Decoding.Decoded<DeadLetter>(DeadLetter whole)) {
          return whole;
        }
      }
    }
    throw new CommandFailure(
        "Letter %s is no longer on %s: it was deleted by age"
            .formatted(letter.id(), Topics.DLQ.name()));
  }

  private Decoding<DeadLetter> decode(ConsumerRecord<byte[], byte[]> record) throws CommandFailure {
    Decoding<DeadLetter> decoding = codec.decode(record.value());
    if (decoding instanceof Decoding.RegistryUnavailable<DeadLetter>(String reason)) {
      throw new CommandFailure("The schema registry does not answer: " + reason);
    }
    return decoding;
  }
}
