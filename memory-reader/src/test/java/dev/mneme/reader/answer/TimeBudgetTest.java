package dev.mneme.reader.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {

  private final TimeBudget budget = new TimeBudget(Duration.ofMillis(100), Duration.ofMillis(250));

  @Test
  void shouldGiveALayerItsShareAndNeverMoreThanIsLeft() {
    assertThat(budget.next(Duration.ZERO)).isEqualTo(Duration.ofMillis(100));
    assertThat(budget.next(Duration.ofMillis(150))).isEqualTo(Duration.ofMillis(100));
    assertThat(budget.next(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(50));
    assertThat(budget.next(Duration.ofMillis(300))).isNegative();
  }

  @Test
  void shouldRefuseALayerThatMayTakeLongerThanAll() {
    assertThatThrownBy(() -> new TimeBudget(Duration.ofMillis(300), Duration.ofMillis(250)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
