package dev.mneme.shell.control.kafka;

import dev.mneme.control.Setting;
import dev.mneme.control.SettingReading;
import dev.mneme.control.Settings;
import dev.mneme.events.ControlCommand;
import dev.mneme.follower.whole.TopicListener;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.shell.control.LiveSettings;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears settings. While the topic is read again from the beginning, what was in force stays: old
 * settings do not come back for a moment.
 */
final class SettingsEar implements TopicListener {

  private static final Logger LOG = LoggerFactory.getLogger(SettingsEar.class);

  private final AvroCodec<ControlCommand> codec;
  private final LiveSettings live;
  private Settings read = Settings.NONE;
  private boolean behind = true;

  SettingsEar(AvroCodec<ControlCommand> codec, LiveSettings live) {
    this.codec = codec;
    this.live = live;
  }

  @Override
  public void beginning() {
    read = Settings.NONE;
    behind = true;
  }

  @Override
  public boolean heard(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      return took(read.without(key, record.offset()));
    }
    return switch (codec.decode(record.value())) {
      case Decoding.Decoded<ControlCommand>(ControlCommand command) ->
          switch (SettingReading.of(record.key(), command, record.partition(), record.offset())) {
            case SettingReading.Heard(Setting setting) -> took(read.with(setting));
            case SettingReading.Elsewhere _ -> true;
            case SettingReading.Refused(String reason) -> refused(record, reason);
          };
      case Decoding.Undecodable<ControlCommand>(String reason, _) -> refused(record, reason);
      case Decoding.RegistryUnavailable<ControlCommand>(String reason) -> {
        LOG.warn("setting waits for the registry at={} reason=\"{}\"", at(record), reason);
        yield false;
      }
    };
  }

  @Override
  public void caughtUp() {
    behind = false;
    live.heard(read);
  }

  private boolean took(Settings next) {
    read = next;
    if (!behind) {
      live.heard(next);
    }
    return true;
  }

  private boolean refused(ConsumerRecord<byte[], byte[]> record, String reason) {
    live.refused(at(record), reason);
    return true;
  }

  private static String at(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
