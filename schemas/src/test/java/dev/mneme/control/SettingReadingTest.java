package dev.mneme.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.control.SettingReading.Elsewhere;
import dev.mneme.control.SettingReading.Heard;
import dev.mneme.control.SettingReading.Refused;
import dev.mneme.events.ControlCommand;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SettingReadingTest {

  private static final SettingTarget.OfRollout LOCAL = new SettingTarget.OfRollout("local");
  private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private static final ControlCommand COMMAND =
      SettingCommand.rollout(ID, LOCAL, Rollout.canary(5), "ada via cli", "first step", AT);

  @Test
  void shouldHearWhatWasCommanded() {
    assertThat(read(COMMAND))
        .isEqualTo(
            new Heard(
                new Setting.OfRollout(
                    LOCAL, Rollout.canary(5), new Origin(ID, "ada via cli", "first step", AT, 7))));
  }

  @Test
  void shouldHearAFeature() {
    var target = new SettingTarget.OfFeature("concepts");
    var command = SettingCommand.feature(ID, target, FeatureShare.ON, "ada", "try", AT);

    assertThat(read(command))
        .isInstanceOfSatisfying(
            Heard.class,
            heard -> {
              assertThat(heard.setting().target()).isEqualTo(target);
              assertThat(heard.setting().value()).isEqualTo("on");
            });
  }

  @Test
  void shouldLeaveCommandsToTheGuardAlone() {
    assertThat(read(changed(c -> c.setTarget("new@local").setAction("force"))))
        .isEqualTo(new Elsewhere());
  }

  @Test
  void shouldSayWhatIsWrongWithoutRepeatingIt() {
    assertRefused(changed(c -> c.setValue("canary:ada@example.com")), "a percentage is");
    assertRefused(changed(c -> c.setValue("ful")), Rollout.FORM);
    assertRefused(changed(c -> c.setValue(null)), "a setting needs a value");
    assertRefused(changed(c -> c.setAction("force")), "the action on a setting is set");
    assertRefused(changed(c -> c.setActor(" ")), "the actor has no name");
    assertRefused(changed(c -> c.setReason("")), "there is no reason");
    assertRefused(changed(c -> c.setReason("x".repeat(301))), "there is no reason");
    assertRefused(changed(c -> c.setUntil(AT)), "a setting has no end");
    assertRefused(changed(c -> c.setTarget("rollout@Nord Ost")), "a region is");
    assertRefused(changed(c -> c.setTarget("feature:")), "a feature's name is");
  }

  @Test
  void shouldNotSwitchAProtectionForSomeSubjectsOnly() {
    var command =
        SettingCommand.feature(
            ID,
            new SettingTarget.OfFeature(LayerFeature.K_ANONYMITY.label()),
            FeatureShare.parse("on:50"),
            "ada",
            "try",
            AT);

    assertRefused(command, "this feature is on or off, for everybody");
  }

  @Test
  void shouldRefuseWhatStandsUnderAnotherKeyOrInAnotherPartition() {
    assertThat(SettingReading.of(bytes("rollout@*"), COMMAND, Topics.SETTINGS_PARTITION, 7))
        .isEqualTo(new Refused("the record's key is not the target of its value"));
    assertThat(SettingReading.of(bytes("rollout@local"), COMMAND, 1, 7))
        .isEqualTo(new Refused("a setting belongs in the partition that holds all settings"));
  }

  private static void assertRefused(ControlCommand command, String why) {
    assertThat(read(command))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).startsWith(why));
  }

  private static SettingReading read(ControlCommand command) {
    return SettingReading.of(bytes(command.getTarget()), command, Topics.SETTINGS_PARTITION, 7);
  }

  private static ControlCommand changed(UnaryOperator<ControlCommand.Builder> change) {
    return change.apply(ControlCommand.newBuilder(COMMAND)).build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
