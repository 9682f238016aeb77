package dev.mneme.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "5, 500", "12.5, 1250", "12.50, 1250", "0.01, 1", "0.1, 10", "100, 10000"})
  void shouldBeReadToTwoDecimals(String written, int hundredths) {
    assertThat(Percent.parse(written).hundredths()).isEqualTo(hundredths);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "101", "100.01", "1.234", "5%", " 5", "٥", "1e1", "5.", ".5"})
  void shouldNotBeGuessed(String written) {
    assertThatThrownBy(() -> Percent.parse(written))
        .hasMessage("a percentage is from 0 to 100 with at most two decimals");
  }

  @Property
  void shouldReadWhatItWrites(@ForAll @IntRange(max = 10_000) int hundredths) {
    Percent percent = new Percent(hundredths);

    assertThat(Percent.parse(percent.toString())).isEqualTo(percent);
  }

  @Property
  void shouldOnlyAddSubjectsWhenItIsRaised(
      @ForAll @IntRange(max = 10_000) int one,
      @ForAll @IntRange(max = 10_000) int other,
      @ForAll int subject,
      @ForAll @IntRange(max = 9) int seed) {
    Percent smaller = new Percent(Math.min(one, other));
    Percent larger = new Percent(Math.max(one, other));
    String pseudonym = "%064x".formatted(subject);

    assertThat(!smaller.includes("s" + seed, pseudonym) || larger.includes("s" + seed, pseudonym))
        .isTrue();
  }

  @Property
  void shouldIncludeNobodyAtNoneAndEverybodyAtAll(@ForAll int subject) {
    String pseudonym = "%064x".formatted(subject);

    assertThat(Percent.NONE.includes("rollout", pseudonym)).isFalse();
    assertThat(Percent.ALL.includes("rollout", pseudonym)).isTrue();
  }
}
