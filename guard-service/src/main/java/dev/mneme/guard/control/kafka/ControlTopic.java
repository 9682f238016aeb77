package dev.mneme.guard.control.kafka;

import dev.mneme.control.SettingCommand;
import dev.mneme.control.SettingTarget;
import dev.mneme.events.ControlCommand;
import dev.mneme.guard.control.CommandLog;
import dev.mneme.guard.control.CommandLogUnavailableException;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.topics.Topics;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes each command under its target, so that one task sees a scope's commands in order. */
@Singleton
final class ControlTopic implements CommandLog {
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final Producer<byte[], byte[]> producer;
  private final AvroCodec<ControlCommand> codec;

  ControlTopic(Producer<byte[], byte[]> producer, Codecs codecs) {
    this.producer = producer;
    this.codec = codecs.of(Topics.CONTROL);
  }

  @Override
  public long append(ControlCommand command) {
    try {
      return producer
          .send(record(command, codec.encode(command)))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .offset();
    } catch (ExecutionException
        | TimeoutException
        | RegistryUnavailableException
        | KafkaException e) {
      throw new CommandLogUnavailableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandLogUnavailableException(e);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(ControlCommand command, byte[] encoded) {
    return SettingTarget.isSetting(command.getTarget())
        ? SettingCommand.record(command, encoded)
        : new ProducerRecord<>(
            Topics.CONTROL.name(), command.getTarget().getBytes(StandardCharsets.UTF_8), encoded);
  }
}
