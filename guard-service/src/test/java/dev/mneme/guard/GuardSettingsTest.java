package dev.mneme.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.guard.decision.GradedReturn;
import dev.mneme.guard.decision.GuardPolicy;
import dev.mneme.guard.decision.SlowCallPolicy;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.BeanInstantiationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardSettingsTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir Path state;

  @Test
  void shouldBeTheDefaultPolicyWhenNothingIsSet() {
    assertThat(settings(Map.of()).toPolicy()).isEqualTo(GuardPolicy.DEFAULT);
  }

  @Test
  void shouldTakeEachNumberFromTheEnvironment() {
    GuardPolicy policy =
        settings(
                Map.of(
                    "MNEME_GUARD_THRESHOLD", "5",
                    "MNEME_GUARD_IDLE_RESET", "PT30S",
                    "MNEME_GUARD_HOLD", "PT5S",
                    "MNEME_GUARD_HOLD_GROWTH", "1.5",
                    "MNEME_GUARD_HOLD_JITTER", "0.1",
                    "MNEME_GUARD_LONGEST_HOLD", "PT20S",
                    "MNEME_GUARD_PROBE_OFFER", "PT3S",
                    "MNEME_GUARD_PROBE_LOCK", "PT2S",
                    "MNEME_GUARD_PROBE_BUDGET", "PT0.2S"),
                Map.of(
                    "MNEME_GUARD_LONGEST_FORCE", "PT2H",
                    "MNEME_GUARD_SLOW_RATE", "0.5",
                    "MNEME_GUARD_SLOW_MINIMUM", "10",
                    "MNEME_GUARD_SLOW_WINDOW", "50",
                    "MNEME_GUARD_ENFORCING", "0",
                    "MNEME_GUARD_RETURN_PERCENT", "5",
                    "MNEME_GUARD_RETURN_DWELL", "PT30S"))
            .toPolicy();

    assertThat(policy)
        .isEqualTo(
            new GuardPolicy(
                5,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                1.5,
                0.1,
                Duration.ofSeconds(20),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                Duration.ofHours(2),
                new SlowCallPolicy(0.5, 10, 50),
                0,
                new GradedReturn(5, Duration.ofSeconds(30))));
  }

  @ParameterizedTest
  @CsvSource({
    "MNEME_GUARD_THRESHOLD, 0, mneme.guard.threshold is 0; it must be from 1 to 100",
    "MNEME_GUARD_HOLD, PT0S, mneme.guard.hold is PT0S; it must be at least a millisecond",
    "MNEME_GUARD_HOLD, PT2H, 'mneme.guard.longest-hold is PT1H; it must be at least the hold,"
        + " PT2H'",
    "MNEME_GUARD_HOLD_GROWTH, 0.5, mneme.guard.hold-growth is 0.5; it must be from 1 to 100",
    "MNEME_GUARD_HOLD_JITTER, 2, mneme.guard.hold-jitter is 2.0; it must be from 0 to 1",
    "MNEME_GUARD_PROBE_BUDGET, PT10S, "
        + "'mneme.guard.probe-budget is PT10S; it must be below the probe-lock, PT10S'",
    "MNEME_GUARD_LONGEST_FORCE, PT0S, "
        + "mneme.guard.longest-force is PT0S; it must be at least a millisecond",
    "MNEME_GUARD_SLOW_RATE, 1.5, mneme.guard.slow-rate is 1.5; it must be from 0 to 1",
    "MNEME_GUARD_SLOW_MINIMUM, 0, mneme.guard.slow-minimum is 0; it must be at least 1",
    "MNEME_GUARD_SLOW_WINDOW, 5, "
        + "'mneme.guard.slow-window is 5; it must be at least the slow-minimum, 20'",
    "MNEME_GUARD_ENFORCING, 101, mneme.guard.enforcing is 101; it must be from 0 to 100",
    "MNEME_GUARD_RETURN_PERCENT, 0, mneme.guard.return-percent is 0; it must be from 1 to 100",
    "MNEME_GUARD_REGISTRY_WAIT, PT1M, mneme.guard.registry-wait is PT1M; it must be at most PT8S"
  })
  void shouldNameTheKeyOfABadValue(String variable, String value, String message) {
    assertThatThrownBy(() -> settings(Map.of(variable, value)))
        .isInstanceOf(BeanInstantiationException.class)
        .hasRootCauseMessage(message);
  }

  /** Starts as the service does; there is no broker, which it waits for aside. */
  private GuardSettings settings(Map<String, Object> environment) {
    return settings(environment, Map.of());
  }

  private GuardSettings settings(Map<String, Object> numbers, Map<String, Object> options) {
    var environment = new HashMap<>(numbers);
    environment.putAll(options);
    Map<String, Object> surroundings =
        Map.of(
            "mneme.kafka-bootstrap",
            "127.0.0.1:1",
            "mneme.state-dir",
            state.toString(),
            "mneme.audit-key",
            KEY,
            "mneme.dlq-key",
            KEY,
            "mneme.development",
            "true");
    try (var context =
        ApplicationContext.builder()
            .properties(surroundings)
            .propertySources(
                PropertySource.of(
                    "test",
                    environment,
                    PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE,
                    PropertySource.Origin.of("test")))
            .start()) {
      return context.getBean(GuardSettings.class);
    }
  }
}
