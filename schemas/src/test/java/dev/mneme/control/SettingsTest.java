package dev.mneme.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void shouldKnowNothingOfWhatWasNeverSet() {
    assertThat(Settings.NONE.rollout("local")).isEmpty();
    assertThat(Settings.NONE.feature("concepts")).isEmpty();
  }

  @Test
  void shouldTakeTheNewestThatCoversTheRegion() {
    Settings settings =
        Settings.NONE
            .with(rollout("*", "shadow", 1))
            .with(rollout("eu", "canary:5", 2))
            .with(rollout("us", "full", 3));

    assertThat(inForce(settings, "eu")).contains("canary:5");
    assertThat(inForce(settings, "us")).contains("full");
    assertThat(inForce(settings, "asia")).contains("shadow");
  }

  @Test
  void shouldTakeAllRegionsBackByOneCommand() {
    Settings settings =
        Settings.NONE.with(rollout("eu", "full", 2)).with(rollout("*", "shadow", 9));

    assertThat(inForce(settings, "eu")).contains("shadow");
  }

  @Test
  void shouldNotGoBackToAnOlderSettingReadAgain() {
    Settings settings =
        Settings.NONE.with(rollout("eu", "full", 4)).with(rollout("eu", "canary:5", 2));

    assertThat(inForce(settings, "eu")).contains("full");
    assertThat(settings.with(rollout("eu", "off", 4))).isSameAs(settings);
  }

  @Test
  void shouldHoldWhatServicesStartedWithOnceASettingIsTakenOff() {
    Settings settings = Settings.NONE.with(rollout("eu", "full", 4));

    assertThat(settings.without("rollout@eu", 3)).isSameAs(settings);
    assertThat(settings.without("rollout@eu", 5).rollout("eu")).isEmpty();
  }

  @Test
  void shouldKeepAFeatureForTheSameSubjectsAsItsShareGrows() {
    String subject = "%064x".formatted(7);
    boolean before = false;
    for (int percent = 0; percent <= 100; percent += 5) {
      Setting.OfFeature feature =
          new Setting.OfFeature(
              new SettingTarget.OfFeature("concepts"),
              new FeatureShare(Percent.of(percent)),
              origin(percent));
      assertThat(feature.includes(subject) || !before).isTrue();
      before = feature.includes(subject);
    }
    assertThat(before).isTrue();
  }

  private static Optional<String> inForce(Settings settings, String region) {
    return settings.rollout(region).map(Setting.OfRollout::value);
  }

  private static Setting rollout(String region, String value, long offset) {
    return new Setting.OfRollout(
        new SettingTarget.OfRollout(region), Rollout.parse(value), origin(offset));
  }

  private static Origin origin(long offset) {
    return new Origin(new UUID(0, offset), "ada", "a test", Instant.EPOCH, offset);
  }
}
