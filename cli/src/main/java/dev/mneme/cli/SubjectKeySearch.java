package dev.mneme.cli;

import dev.mneme.events.SubjectKey;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds the key that a subject is hashed with in the audit. */
final class SubjectKeySearch {
  private static final Duration POLL = Duration.ofMillis(200);

  private SubjectKeySearch() {}

  /**
   * The key; empty when the subject has none, or has none any more.
   *
   * @param subjectHash tenant and pseudonym, hashed with the audit key
   */
  static Optional<byte[]> find(
      Consumer<byte[], byte[]> kafka,
      AvroCodec<SubjectKey> codec,
      SubjectKeyring keyring,
      String subjectHash)
      throws CommandFailure {
    List<TopicPartition> partitions =
        kafka.partitionsFor(Topics.SUBJECT_KEYS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    kafka.assign(partitions);
    kafka.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
    byte[] wanted = subjectHash.getBytes(StandardCharsets.UTF_8);
    byte @Nullable [] last = null;
    while (partitions.stream().anyMatch(id -> kafka.position(id) < ends.getOrDefault(id, 0L))) {
      for (ConsumerRecord<byte[], byte[]> record : kafka.poll(POLL)) {
        if (Arrays.equals(wanted, record.key())) {
          last = record.value();
        }
      }
    }
    return last == null ? Optional.empty() : Optional.of(open(codec, keyring, subjectHash, last));
  }

  private static byte[] open(
      AvroCodec<SubjectKey> codec, SubjectKeyring keyring, String subjectHash, byte[] value)
      throws CommandFailure {
    return switch (codec.decode(value)) {
      case Decoding.Decoded<SubjectKey>(SubjectKey key) -> {
        byte[] sealed = new byte[key.getSealed().remaining()];
        key.getSealed().duplicate().get(sealed);
        try {
          yield keyring.open(subjectHash, sealed);
        } catch (IllegalArgumentException e) {
          throw new CommandFailure("The subject's key cannot be opened: " + e.getMessage(), e);
        }
      }
      case Decoding.Undecodable<SubjectKey>(String reason, var _) ->
          throw new CommandFailure("The subject's key cannot be read: " + reason);
      case Decoding.RegistryUnavailable<SubjectKey>(String reason) ->
          throw new CommandFailure("The subject's key cannot be read now: " + reason);
    };
  }
}
