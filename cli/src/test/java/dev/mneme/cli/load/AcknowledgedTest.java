package dev.mneme.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {

  private final Acknowledged acknowledged = new Acknowledged();

  @Test
  void shouldMissWhatWasStoredAndIsNotShown() {
    acknowledged.stored("ada", "1");
    acknowledged.stored("ada", "2");

    assertThat(acknowledged.missing("ada", Set.of("1"))).isEqualTo(1);
    assertThat(acknowledged.missing("ada", Set.of("1", "2"))).isZero();
  }

  @Test
  void shouldFindWhatWasForgottenAndIsShown() {
    acknowledged.stored("ada", "1");
    acknowledged.forgotten("ada", acknowledged.toForget("ada").orElseThrow());

    assertThat(acknowledged.returned("ada", Set.of("1"))).isEqualTo(1);
    assertThat(acknowledged.missing("ada", Set.of())).isZero();
  }

  @Test
  void shouldDemandNeitherWhileAForgetIsUnanswered() {
    acknowledged.stored("ada", "1");
    acknowledged.toForget("ada");

    assertThat(acknowledged.missing("ada", Set.of())).isZero();
    assertThat(acknowledged.returned("ada", Set.of("1"))).isZero();
  }

  @Test
  void shouldAskToForgetEachOnlyOnce() {
    acknowledged.stored("ada", "1");

    assertThat(acknowledged.toForget("ada")).contains("1");
    assertThat(acknowledged.toForget("ada")).isEmpty();
    assertThat(acknowledged.toForget("grace")).isEmpty();
  }
}
