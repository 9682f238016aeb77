package dev.mneme.shell.control.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.control.FeatureShare;
import dev.mneme.control.LayerFeature;
import dev.mneme.control.Rollout;
import dev.mneme.control.SettingCommand;
import dev.mneme.control.SettingTarget;
import dev.mneme.events.ControlCommand;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.shell.control.LayerControl;
import dev.mneme.shell.control.LiveSettings;
import dev.mneme.shell.feature.FeatureSettings;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsEarTest {

  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final LiveSettings live = new LiveSettings();
  private final SettingsEar ear = new SettingsEar(codecs.of(Topics.CONTROL), live);
  private final LayerControl eu =
      new LayerControl(
          new FeatureSettings("shadow", null, null, "true", "true", "true"), "eu", live);
  private long next;

  @Test
  void shouldHoldWhatTheServiceStartedWithUntilAllIsHeard() {
    ear.beginning();
    ear.heard(rollout("eu", "full"));
    assertThat(eu.known()).isFalse();
    assertThat(eu.rollout()).isEqualTo(new Rollout.Shadow());

    ear.caughtUp();

    assertThat(eu.known()).isTrue();
    assertThat(eu.rollout()).isEqualTo(new Rollout.Full());
  }

  @Test
  void shouldObeyEachSettingAtOnceFromThenOn() {
    ear.beginning();
    ear.caughtUp();
    ear.heard(rollout("eu", "canary:5"));
    assertThat(eu.rollout()).isEqualTo(Rollout.canary(5));
    ear.heard(rollout("us", "full"));
    assertThat(eu.rollout()).isEqualTo(Rollout.canary(5));
    ear.heard(rollout("*", "off"));
    assertThat(eu.rollout()).isEqualTo(new Rollout.Off());
  }

  @Test
  void shouldNotBringOldSettingsBackWhileTheTopicIsReadAgain() {
    List<String> inForce = new ArrayList<>();
    ConsumerRecord<byte[], byte[]> first = rollout("eu", "full");
    ConsumerRecord<byte[], byte[]> second = rollout("eu", "canary:5");
    ear.beginning();
    ear.heard(first);
    ear.heard(second);
    ear.caughtUp();
    live.onChange(
        settings -> inForce.add(settings.rollout("eu").map(it -> it.value()).orElse("none")));

    ear.beginning();
    ear.heard(first);
    ear.heard(second);
    ear.caughtUp();

    assertThat(inForce).containsExactly("canary:5");
  }

  @Test
  void shouldKeepWhatIsInForceWhenSomethingIsNoSetting() {
    ear.beginning();
    ear.heard(rollout("eu", "canary:5"));
    ear.caughtUp();
    ControlCommand bad =
        ControlCommand.newBuilder(command("eu", "full")).setValue("canary:500").build();

    ear.heard(record(bad));
    ear.heard(record("rollout@eu", "no avro".getBytes(StandardCharsets.UTF_8)));

    assertThat(eu.rollout()).isEqualTo(Rollout.canary(5));
    assertThat(live.refused()).isEqualTo(2);
  }

  @Test
  void shouldGoBackToTheStartValueWhenASettingIsTakenOffTheTopic() {
    ear.beginning();
    ear.heard(rollout("eu", "full"));
    ear.caughtUp();

    ear.heard(record("rollout@eu", null));

    assertThat(eu.rollout()).isEqualTo(new Rollout.Shadow());
  }

  @Test
  void shouldSwitchFeatures() {
    ear.beginning();
    ear.caughtUp();
    assertThat(eu.isOn(LayerFeature.WRITE)).isTrue();

    ear.heard(
        record(
            SettingCommand.feature(
                UUID.randomUUID(),
                new SettingTarget.OfFeature("write"),
                FeatureShare.OFF,
                "ada",
                "maintenance",
                Instant.EPOCH)));

    assertThat(eu.isOn(LayerFeature.WRITE)).isFalse();
    assertThat(eu.isOn(LayerFeature.MEMORY)).isTrue();
  }

  private ConsumerRecord<byte[], byte[]> rollout(String region, String value) {
    return record(command(region, value));
  }

  private static ControlCommand command(String region, String value) {
    return SettingCommand.rollout(
        UUID.randomUUID(),
        new SettingTarget.OfRollout(region),
        Rollout.parse(value),
        "ada",
        "a test",
        Instant.EPOCH);
  }

  private ConsumerRecord<byte[], byte[]> record(ControlCommand command) {
    return record(command.getTarget(), codecs.of(Topics.CONTROL).encode(command));
  }

  private ConsumerRecord<byte[], byte[]> record(String key, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        Topics.CONTROL.name(),
        Topics.SETTINGS_PARTITION,
        next++,
        key.getBytes(StandardCharsets.UTF_8),
        value);
  }
}
