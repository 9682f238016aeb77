package dev.mneme.control;

import dev.mneme.events.ControlCommand;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes a setting as the command that {@link SettingReading} reads. */
public final class SettingCommand {

  private SettingCommand() {}

  public static ControlCommand rollout(
      UUID id,
      SettingTarget.OfRollout target,
      Rollout rollout,
      String actor,
      String reason,
      Instant at) {
    return set(id, target, rollout.value(), actor, reason, at);
  }

  public static ControlCommand feature(
      UUID id,
      SettingTarget.OfFeature target,
      FeatureShare share,
      String actor,
      String reason,
      Instant at) {
    return set(id, target, share.value(), actor, reason, at);
  }

  /** The record to send: keyed by its target, in the partition that holds all settings. */
  public static ProducerRecord<byte[], byte[]> record(ControlCommand command, byte[] encoded) {
    if (!SettingTarget.isSetting(command.getTarget())) {
      throw new IllegalArgumentException("only settings have a partition of their own");
    }
    return new ProducerRecord<>(
        Topics.CONTROL.name(),
        Topics.SETTINGS_PARTITION,
        command.getTarget().getBytes(StandardCharsets.UTF_8),
        encoded);
  }

  private static ControlCommand set(
      UUID id, SettingTarget target, String value, String actor, String reason, Instant at) {
    return ControlCommand.newBuilder()
        .setCommandId(id)
        .setTarget(target.key())
        .setAction(SettingReading.SET)
        .setValue(value)
        .setActor(actor)
        .setReason(reason)
        .setAt(at.truncatedTo(ChronoUnit.MILLIS))
        .build();
  }
}
