package dev.mneme.guard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebhookSettingsTest {

  private static final String URL = "https://hooks.example.com/services/T0/B0/secretpath";
  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final Duration SHORT = Duration.ofSeconds(5);

  @Test
  void shouldReadWhatIsToldOf() {
    WebhookSettings settings = settings(URL, SECRET, " guard, audit ", SHORT);

    assertThat(settings.kinds())
        .containsExactly(WebhookSettings.Kind.GUARD, WebhookSettings.Kind.AUDIT);
    assertThat(settings.results()).containsExactlyInAnyOrder("refused", "failed");
  }

  @Test
  void shouldShowNeitherTheSecretNorTheAddress() {
    assertThat(settings(URL, SECRET, "guard", SHORT).toString())
        .doesNotContain("secretpath")
        .doesNotContain(SECRET);
  }

  @Test
  void shouldNameTheKeyThatIsWrongAndNeverItsValue() {
    assertRefused("MNEME_WEBHOOK_URL", "ftp://secretpath", SECRET, "guard", SHORT);
    assertRefused("MNEME_WEBHOOK_URL", "secret path", SECRET, "guard", SHORT);
    assertRefused("MNEME_WEBHOOK_SECRET", URL, "", "guard", SHORT);
    assertRefused("MNEME_WEBHOOK_SECRET", URL, "whsec_secretpath", "guard", SHORT);
    assertRefused("MNEME_WEBHOOK_EVENTS", URL, SECRET, "guard,secretpath", SHORT);
    assertRefused("MNEME_WEBHOOK_PATIENCE", URL, SECRET, "guard", Duration.ofMinutes(5));
  }

  private static void assertRefused(
      String key, String url, String secret, String events, Duration patience) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(url, secret, events, patience))
        .withMessageContaining(key)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secretpath"));
  }

  private static WebhookSettings settings(
      String url, String secret, String events, Duration patience) {
    return new WebhookSettings(
        url, secret, events, "refused,failed", patience, Duration.ofMinutes(10));
  }
}
