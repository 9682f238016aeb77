package dev.mneme.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectDrawTest {

  /** The vectors of docs/rollout.md: whoever assigns subjects elsewhere must get these. */
  @ParameterizedTest
  @CsvSource({
    "rollout, 0000000000000000000000000000000000000000000000000000000000000000, 8357",
    "rollout, 0000000000000000000000000000000000000000000000000000000000000001, 3209",
    "rollout, 00000000000000000000000000000000000000000000000000000000000007ea, 4445",
    "rollout, 0000000000000000000000000000000000000000000000000000000000001d58, 499",
    "rollout, 0000000000000000000000000000000000000000000000000000000000002d92, 500",
    "rollout, 0000000000000000000000000000000000000000000000000000000000003984, 0",
    "rollout, 0000000000000000000000000000000000000000000000000000000000003a42, 9999",
    "rollout, hs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 9802",
    "my-seed, 0000000000000000000000000000000000000000000000000000000000000000, 9923",
    "my-seed, hs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 8030"
  })
  void shouldDrawWhatIsPublished(String seed, String pseudonym, int drawn) {
    assertThat(SubjectDraw.of(seed, pseudonym)).isEqualTo(drawn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollout", "read-share", "feature:x"})
  void shouldSpreadSubjectsEvenly(String seed) {
    long below = IntStream.range(0, 20_000).filter(i -> drawn(seed, i) < 1_000).count();

    assertThat(below).isBetween(1_850L, 2_150L); // 2000 ± 3.5 standard deviations
  }

  @ParameterizedTest
  @ValueSource(strings = {"read-share", "my-seed"})
  void shouldDrawIndependentlyUnderAnotherSeed(String other) {
    long both =
        IntStream.range(0, 20_000)
            .filter(i -> drawn("rollout", i) < 1_000 && drawn(other, i) < 1_000)
            .count();

    assertThat(both).isBetween(150L, 250L); // 200 of 20000, as of two independent tenths
  }

  private static int drawn(String seed, int i) {
    return SubjectDraw.of(seed, "%064x".formatted(i));
  }
}
