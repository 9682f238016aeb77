package dev.mneme.writer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.writer.memories.MemoryPolicy;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemorySettingsTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private static MemorySettings settings(Map<String, Object> environment) {
    try (ApplicationContext context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "mneme.writer.stage.enabled",
                    "false",
                    "mneme.legacy.enabled",
                    "false",
                    "mneme.state-dir",
                    "target/memory-settings-" + UUID.randomUUID(),
                    "mneme.audit-key",
                    KEY,
                    "mneme.dlq-key",
                    KEY,
                    "mneme.development",
                    "true"))
            .propertySources(
                PropertySource.of(
                    "env",
                    environment,
                    PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE,
                    PropertySource.Origin.of("env")))
            .build()
            .start()) {
      return context.getBean(MemorySettings.class);
    }
  }

  @Test
  void shouldLetMemoriesLiveForNinetyDaysAndThirtyUnusedByDefault() {
    assertThat(settings(Map.of()).toPolicy()).isEqualTo(MemoryPolicy.STANDARD);
  }

  @Test
  void shouldTakeOtherTimesFromTheEnvironment() {
    MemorySettings settings =
        settings(
            Map.of(
                "MNEME_WRITER_MEMORIES_MAX_AGE", "10d",
                "MNEME_WRITER_MEMORIES_EXPIRY_BATCH", "7"));

    assertThat(settings.maxAge()).isEqualTo(Duration.ofDays(10));
    assertThat(settings.toSchedule().most()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, P30D, PT1S, 1, max-age",
    "P90D, PT-1S, PT1S, 1, max-idle",
    "P90D, P99999D, PT1S, 1, max-idle",
    "P90D, P30D, PT0S, 1, expiry-interval",
    "P90D, P30D, PT1S, 0, expiry-batch",
    "P90D, P30D, PT1S, 10001, expiry-batch",
  })
  void shouldNameTheSettingThatIsWrong(
      Duration age, Duration idle, Duration interval, int batch, String key) {
    assertThatThrownBy(() -> new MemorySettings(age, idle, interval, batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mneme.writer.memories." + key);
  }
}
