package dev.mneme.redaction.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Finding;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts what is asked of the numbering plans, the only costly step: no clock, no luck. */
class LinearWorkTest {
  private static final int MOST_PER_GROUP = 16;

  private static final class CountingPlans extends NumberingPlans {
    private long asked;

    @Override
    Evidence international(String digits) {
      asked++;
      return super.international(digits);
    }

    @Override
    boolean valid(String digits, List<String> regions) {
      asked++;
      return super.valid(digits, regions);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 ",
        "1 ",
        "12 ",
        "415 ",
        "+",
        "1",
        "1-",
        "(1",
        "+4",
        "+44 20 ",
        "0",
        "0-",
        "00 1 ",
        "call 12 ",
        "4155552671 ",
        "+442079460958 ",
        "011 ",
        "(",
        "1) ",
        "123-",
        "9.9 "
      })
  void shouldAskTwiceAsMuchOfATextTwiceAsLong(String pattern) {
    long once = asked(pattern, 50_000);
    long twice = asked(pattern, 100_000);

    assertThat(twice).isLessThanOrEqualTo(2 * once + 8 * MOST_PER_GROUP);
    assertThat(twice).isLessThanOrEqualTo((long) MOST_PER_GROUP * 100_000 / pattern.length() + 1);
  }

  private static long asked(String pattern, int length) {
    CountingPlans plans = new CountingPlans();
    String text = pattern.repeat(length / pattern.length());
    List<Finding> findings = new PhoneDetector(plans).find(text, "");
    assertThat(findings).allMatch(finding -> finding.length() < 64);
    return plans.asked;
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1 ", "(", "12-", "4155552671 ", "+"})
  void shouldComeToAnEndOnAMillionCharacters(String pattern) {
    String text = pattern.repeat(1_000_000 / pattern.length());

    List<Finding> findings = new PhoneDetector().find(text, "");

    assertThat(findings).allMatch(finding -> finding.end() <= text.length());
  }
}
