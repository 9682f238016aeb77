package dev.mneme.shell.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.control.LayerFeature;
import dev.mneme.control.Rollout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureSettingsTest {
  @Test
  void shouldKnowTheModes() {
    assertThat(settings("off", null).isOn(LayerFeature.MEMORY)).isFalse();
    assertThat(settings("off", null).rollout()).isEqualTo(new Rollout.Off());
    assertThat(settings("shadow", "5").rollout()).isEqualTo(new Rollout.Shadow());
    assertThat(settings("canary", "12.5").rollout()).isEqualTo(Rollout.parse("canary:12.5"));
    assertThat(settings("full", null).rollout()).isEqualTo(new Rollout.Full());
  }

  @Test
  void shouldNeverGuessAModeButNameTheBadValue() {
    for (String bad : new String[] {"ful", "FULL", " off", "", "true"}) {
      assertThatThrownBy(() -> settings(bad, null))
          .hasMessage(
              "MEMORY_LAYER_MODE is '%s'; it must be one of off, shadow, canary, full", bad);
    }
  }

  @Test
  void shouldNotStartACanaryOfNobodyKnowsHowMany() {
    assertThatThrownBy(() -> settings("canary", null))
        .hasMessage("MEMORY_LAYER_CANARY_PERCENT is not set; MEMORY_LAYER_MODE canary needs it");
    for (String bad : new String[] {"five", "101", "-1", "5%", ""}) {
      assertThatThrownBy(() -> settings("canary", bad))
          .hasMessage(
              "MEMORY_LAYER_CANARY_PERCENT is '%s'; it must be from 0 to 100 with at most two"
                  + " decimals",
              bad);
    }
  }

  @Test
  void shouldNotTakeATypingErrorForFalse() {
    assertThatThrownBy(() -> new FeatureSettings("full", null, null, "flase", "true", "true"))
        .hasMessage("MEMORY_LAYER_WRITE_ENABLED is 'flase'; it must be true or false");
    assertThatThrownBy(() -> new FeatureSettings("full", null, null, "true", "no", "true"))
        .hasMessage("MEMORY_LAYER_CIRCUIT_BREAKER_ENABLED is 'no'; it must be true or false");
    assertThatThrownBy(() -> new FeatureSettings("full", null, null, "true", "true", "TRUE"))
        .hasMessage("MEMORY_LAYER_K_ANONYMITY_ENABLED is 'TRUE'; it must be true or false");
  }

  @Test
  void shouldNameABadRegion() {
    assertThatThrownBy(() -> new FeatureSettings("full", null, "Nord", "true", "true", "true"))
        .hasMessage(
            "MEMORY_LAYER_REGION is 'Nord'; it must be 1 to 64 lower-case letters, digits and"
                + " hyphens");
  }

  private static FeatureSettings settings(String mode, @Nullable String percent) {
    return new FeatureSettings(mode, percent, null, "true", "true", "true");
  }
}
