package dev.mneme.shell.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FeatureSettingsTest {
  @Test
  void shouldKnowTheModes() {
    assertThat(new FeatureSettings("off", "true").layerMode()).isEqualTo(MemoryLayerMode.OFF);
    assertThat(new FeatureSettings("canary", "false").takesWrites()).isFalse();
  }

  @Test
  void shouldNeverGuessAModeButNameTheBadValue() {
    for (String bad : new String[] {"ful", "FULL", " off", "", "true"}) {
      assertThatThrownBy(() -> new FeatureSettings(bad, "true"))
          .hasMessage(
              "MEMORY_LAYER_MODE is '%s'; it must be one of off, shadow, canary, full", bad);
    }
  }

  @Test
  void shouldNotTakeATypingErrorForFalse() {
    assertThatThrownBy(() -> new FeatureSettings("full", "flase"))
        .hasMessage("MEMORY_LAYER_WRITE_ENABLED is 'flase'; it must be true or false");
  }
}
