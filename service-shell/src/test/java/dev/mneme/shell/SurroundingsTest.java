package dev.mneme.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @Test
  void shouldNameTheMissingKeyAndItsForm() {
    assertThatThrownBy(() -> with("local", null).auditKeyBytes())
        .hasMessage("MNEME_AUDIT_KEY is not set; it must be base64 of 32 random bytes");
  }

  @Test
  void shouldNotRepeatAKeyThatCannotBeRead() {
    assertThatThrownBy(() -> with("local", "top secret!").auditKeyBytes())
        .hasMessage("MNEME_AUDIT_KEY is not base64");
  }

  @Test
  void shouldNameABadRegion() {
    assertThatThrownBy(() -> with("EU 1", KEY)).hasMessageContaining("MNEME_REGION is 'EU 1'");
  }

  @Test
  void shouldNeverShowAKey() {
    assertThat(with("local", KEY).toString()).doesNotContain("AAAA");
    assertThat(with("local", KEY).auditKeyBytes()).hasSize(32);
  }

  @Test
  void shouldNameTheInstanceAfterTheServiceByDefault() {
    assertThat(with("local", KEY).instanceOf("memory-reader")).isEqualTo("memory-reader-0");
  }

  private static Surroundings with(String region, String auditKey) {
    return new Surroundings(
        "k:1", URI.create("http://r"), "apicurio", region, null, null, auditKey, null);
  }
}
