package dev.mneme.shell.mode.kafka;

import dev.mneme.events.LayerMode;
import dev.mneme.follower.whole.TopicListener;
import dev.mneme.follower.whole.WholeTopic;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding.Decoded;
import dev.mneme.serde.Decoding.RegistryUnavailable;
import dev.mneme.serde.Decoding.Undecodable;
import dev.mneme.shell.mode.Modes;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears every announcement of the guard: each instance must obey all of them. */
public final class ModeFollower implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ModeFollower.class);

  private final WholeTopic topic;

  public ModeFollower(
      Supplier<Consumer<byte[], byte[]>> consumers, AvroCodec<LayerMode> codec, Modes modes) {
    this.topic = new WholeTopic(Topics.MODE.name(), consumers, new Ear(codec, modes));
  }

  public void start() {
    topic.start();
  }

  @Override
  public void close() {
    topic.close();
  }

  private record Ear(AvroCodec<LayerMode> codec, Modes modes) implements TopicListener {

    @Override
    public boolean heard(ConsumerRecord<byte[], byte[]> record) {
      String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      Scope scope;
      try {
        scope = Scope.parse(key);
      } catch (IllegalArgumentException e) {
        modes.heardUnreadable(at(record), "its key is no scope");
        return true;
      }
      return switch (codec.decode(record.value())) {
        case Decoded<LayerMode>(LayerMode mode) -> {
          if (scope.layer().equals(mode.getLayer()) && scope.region().equals(mode.getRegion())) {
            modes.heard(scope, mode);
          } else {
            modes.heardUnreadable(at(record), "its key names another scope than its value");
          }
          yield true;
        }
        case Undecodable<LayerMode>(String reason, _) -> {
          modes.heardUnreadable(at(record), reason);
          yield true;
        }
        case RegistryUnavailable<LayerMode>(String reason) -> {
          log.warn("mode waits for the registry at={} reason=\"{}\"", at(record), reason);
          yield false;
        }
      };
    }

    @Override
    public void caughtUp() {
      if (!modes.known()) {
        modes.caughtUp();
      }
    }

    private static String at(ConsumerRecord<byte[], byte[]> record) {
      return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
  }
}
