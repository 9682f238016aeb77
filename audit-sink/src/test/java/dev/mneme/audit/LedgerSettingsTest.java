package dev.mneme.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerSettingsTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private static LedgerSettings settings(@Nullable String key, String retired) {
    return new LedgerSettings("example.com/audit", key, retired, Duration.ofMillis(50));
  }

  @Test
  void shouldSignUnderTheLedgersName() {
    assertThat(settings(KEY, "").signer().verifier().name()).isEqualTo("example.com/audit");
    assertThat(settings(KEY, "").retired()).isEmpty();
  }

  @Test
  void shouldNotGoWithoutAKeyAndNameTheSetting() {
    for (String key : new String[] {null, "", "not base64!", "AAAA"}) {
      assertThatThrownBy(() -> settings(key, "").signer())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("MNEME_LEDGER_KEY");
    }
  }

  @Test
  void shouldKnowTheKeysThatSignedBefore() {
    String old = settings(KEY, "").signer().verifier().toString();

    assertThat(settings(KEY, " " + old + ",").retired())
        .containsExactly(settings(KEY, "").signer().verifier());
    assertThatThrownBy(() -> settings(KEY, "x").retired())
        .hasMessageContaining("MNEME_LEDGER_RETIRED_KEYS");
  }

  @Test
  void shouldNeverShowTheKey() {
    assertThat(settings(KEY, "").toString()).doesNotContain(KEY);
  }
}
