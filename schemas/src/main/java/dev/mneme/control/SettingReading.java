package dev.mneme.control;

import dev.mneme.events.ControlCommand;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a record of {@code memory.control} says about settings. */
public sealed interface SettingReading {

  int LONGEST_ACTOR = 128;
  int LONGEST_REASON = 300;
  String SET = "set";

  record Heard(Setting setting) implements SettingReading {}

  /** A command about something else. */
  record Elsewhere() implements SettingReading {}

  /**
   * It is meant to be a setting and is none: what was in force stays.
   *
   * @param reason what is wrong, in words that repeat nothing of it
   */
  record Refused(String reason) implements SettingReading {}

  static SettingReading of(
      byte @Nullable [] key, ControlCommand command, int partition, long offset) {
    String target = command.getTarget();
    if (!SettingTarget.isSetting(target)) {
      return new Elsewhere();
    }
    // Under another key it would be compacted away by, or take away, a setting of another target.
    if (!Arrays.equals(key, target.getBytes(StandardCharsets.UTF_8))) {
      return new Refused("the record's key is not the target of its value");
    }
    if (partition != Topics.SETTINGS_PARTITION) {
      return new Refused("a setting belongs in the partition that holds all settings");
    }
    if (!command.getAction().equals(SET)) {
      return new Refused("the action on a setting is set");
    }
    if (command.getUntil() != null) {
      return new Refused("a setting has no end: it holds until another one comes");
    }
    if (command.getActor().isBlank() || command.getActor().length() > LONGEST_ACTOR) {
      return new Refused("the actor has no name, or one over 128 characters");
    }
    if (command.getReason().isBlank() || command.getReason().length() > LONGEST_REASON) {
      return new Refused("there is no reason, or one over 300 characters");
    }
    String value = command.getValue();
    if (value == null) {
      return new Refused("a setting needs a value");
    }
    try {
      return new Heard(setting(target, value, origin(command, offset)));
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
  }

  private static Setting setting(String target, String value, Origin origin) {
    return switch (SettingTarget.parse(target)) {
      case SettingTarget.OfRollout rollout ->
          new Setting.OfRollout(rollout, Rollout.parse(value), origin);
      case SettingTarget.OfFeature feature ->
          new Setting.OfFeature(feature, share(feature, value), origin);
    };
  }

  /** Whether half a protection is on or off nobody can say. */
  private static FeatureShare share(SettingTarget.OfFeature feature, String value) {
    FeatureShare share = FeatureShare.parse(value);
    if (LayerFeature.labelled(feature.name()).isPresent() && !share.isForAllOrNone()) {
      throw new IllegalArgumentException("this feature is on or off, for everybody");
    }
    return share;
  }

  private static Origin origin(ControlCommand command, long offset) {
    return new Origin(
        command.getCommandId(), command.getActor(), command.getReason(), command.getAt(), offset);
  }
}
