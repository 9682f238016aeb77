package dev.mneme.shell.audit.keys.kafka;

import dev.mneme.events.SubjectKey;
import dev.mneme.follower.whole.TopicListener;
import dev.mneme.follower.whole.WholeTopic;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.shell.audit.keys.PackedKeys;
import dev.mneme.shell.audit.keys.SubjectKeys;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code memory.audit.keys}, always from its beginning, because a tombstone that is gone
 * would be missed otherwise. Every instance knows all keys, 80 bytes of heap for each.
 */
public final class KeyFollower implements SubjectKeys, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFollower.class);

  private final AvroCodec<SubjectKey> codec;
  private final SubjectKeyring keyring;
  private final PackedKeys keys = new PackedKeys();
  private final WholeTopic topic;

  public KeyFollower(
      Supplier<Consumer<byte[], byte[]>> consumers,
      AvroCodec<SubjectKey> codec,
      SubjectKeyring keyring) {
    this.codec = codec;
    this.keyring = keyring;
    this.topic = new WholeTopic(Topics.SUBJECT_KEYS.name(), consumers, new Ear());
  }

  public void start() {
    topic.start();
  }

  /** How many keys are known. */
  public int size() {
    return keys.size();
  }

  @Override
  public Optional<byte[]> of(String subjectHash) {
    return keys.get(subjectHash);
  }

  @Override
  public boolean catchUp(Duration patience) throws InterruptedException {
    return topic.catchUp(patience);
  }

  @Override
  public void close() {
    topic.close();
  }

  private final class Ear implements TopicListener {

    @Override
    public void beginning() {
      keys.clear();
    }

    @Override
    public boolean heard(ConsumerRecord<byte[], byte[]> record) {
      String subject = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        keys.remove(subject);
        return true;
      }
      return switch (codec.decode(record.value())) {
        case Decoding.Decoded<SubjectKey>(SubjectKey key) -> {
          open(subject, key, record);
          yield true;
        }
        case Decoding.Undecodable<SubjectKey>(String reason, var _) -> {
          unreadable(record, reason);
          yield true;
        }
        case Decoding.RegistryUnavailable<SubjectKey> _ -> false;
      };
    }

    @Override
    public void caughtUp() {
      LOG.info("subject keys are known keys={}", keys.size());
    }
  }

  private void open(String subject, SubjectKey key, ConsumerRecord<byte[], byte[]> record) {
    try {
      byte[] sealed = new byte[key.getSealed().remaining()];
      key.getSealed().duplicate().get(sealed);
      keys.put(subject, keyring.open(subject, sealed));
    } catch (IllegalArgumentException e) {
      unreadable(record, e.getMessage());
    }
  }

  /** Entries of that subject are written under a key that nobody has. */
  private static void unreadable(ConsumerRecord<byte[], byte[]> record, @Nullable String why) {
    LOG.warn(
        "subject key not readable partition={} offset={} reason=\"{}\"",
        record.partition(),
        record.offset(),
        why);
  }
}
