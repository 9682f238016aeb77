package dev.mneme.shell.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.Family;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private final RateLimits limits = new RateLimits(new RateSettings(1, 1, 1, 3, 100));
  private final Caller ada = caller("assistant", "a");

  @Test
  void shouldLetABurstThroughAndThenSayHowLongToWait() {
    for (int i = 0; i < 3; i++) {
      assertThat(limits.excess(ada, Family.PERSONAL)).isEmpty();
    }

    assertThat(limits.excess(ada, Family.PERSONAL))
        .hasValueSatisfying(
            wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofSeconds(1)));
  }

  @Test
  void shouldKeepFamiliesSubjectsAndClientsApart() {
    for (int i = 0; i < 4; i++) {
      limits.excess(ada, Family.PERSONAL);
    }

    assertThat(limits.excess(ada, Family.PERSONAL)).isPresent();
    assertThat(limits.excess(ada, Family.COHORT)).isEmpty();
    assertThat(limits.excess(caller("assistant", "b"), Family.PERSONAL)).isEmpty();
    assertThat(limits.excess(caller("other", "a"), Family.PERSONAL)).isEmpty();
  }

  @Test
  void shouldNameASettingThatCannotBe() {
    assertThatThrownBy(() -> new RateSettings(0, 1, 1, 1, 1))
        .hasMessage("MNEME_RATE_PERSONAL_PER_SECOND is 0; it must be at least 1");
  }

  private static Caller caller(String client, String letter) {
    return new Caller("acme", "hs_" + letter.repeat(43), client, Set.of(), false);
  }
}
