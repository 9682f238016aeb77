package dev.mneme.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutTest {

  @ParameterizedTest
  @ValueSource(strings = {"off", "shadow", "canary:0", "canary:12.5", "canary:5:spring-26", "full"})
  void shouldReadWhatItWrites(String value) {
    assertThat(Rollout.parse(value).value()).isEqualTo(value);
  }

  @Test
  void shouldSayWhoTheNewLayerServes() {
    assertThat(Rollout.parse("shadow").served()).isEqualTo(Percent.NONE);
    assertThat(Rollout.parse("canary:5").served()).isEqualTo(Percent.of(5));
    assertThat(Rollout.parse("full").served()).isEqualTo(Percent.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OFF", "ful", "canary", "canaries:5", "full:5", "canary:5:a:b"})
  void shouldNeverBeGuessed(String value) {
    assertThatThrownBy(() -> Rollout.parse(value)).hasMessage(Rollout.FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary:", "canary:101", "canary:-1", "canary:five", "canary::seed"})
  void shouldNameABadPercentage(String value) {
    assertThatThrownBy(() -> Rollout.parse(value)).hasMessageContaining("percentage");
  }

  @Test
  void shouldNameABadSeed() {
    assertThatThrownBy(() -> Rollout.parse("canary:5:No Seed")).hasMessageContaining("seed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off", "on:5"})
  void shouldReadWhatAFeatureWrites(String value) {
    assertThat(FeatureShare.parse(value).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "true", "ON", "off:5", "on5"})
  void shouldNeverGuessAFeature(String value) {
    assertThatThrownBy(() -> FeatureShare.parse(value)).hasMessageContaining("a feature is on");
  }
}
