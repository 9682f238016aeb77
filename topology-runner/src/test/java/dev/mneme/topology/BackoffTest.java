package dev.mneme.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration STABLE = Duration.ofMinutes(1);

  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(350));

  @Test
  void shouldGrowUpToItsBound() {
    assertThat(backoff.after(SHORT)).hasMillis(100);
    assertThat(backoff.after(SHORT)).hasMillis(200);
    assertThat(backoff.after(SHORT)).hasMillis(350);
    assertThat(backoff.after(SHORT)).hasMillis(350);
  }

  @Test
  void shouldBeShortAgainAfterAMinuteThatWentWell() {
    backoff.after(SHORT);
    backoff.after(SHORT);

    assertThat(backoff.after(STABLE)).hasMillis(100);
  }

  @Test
  void shouldGrowAgainFromTheShortestOnceItWasReset() {
    backoff.after(SHORT);
    backoff.after(SHORT);
    backoff.after(STABLE);

    assertThat(backoff.after(SHORT)).hasMillis(200);
  }

  @Test
  void shouldKeepGrowingWhenItHeldAlmostAMinute() {
    backoff.after(SHORT);

    assertThat(backoff.after(STABLE.minusNanos(1))).hasMillis(200);
  }
}
