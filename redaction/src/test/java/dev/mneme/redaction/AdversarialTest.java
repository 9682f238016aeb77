package dev.mneme.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A search that takes the square of the length would need minutes for these, a linear one
 * milliseconds: the generous time limit tells them apart on any machine.
 */
class AdversarialTest {
  private final List<Detector> detectors = Adversarial.detectors();

  static List<String> patterns() {
    return Adversarial.patterns();
  }

  @ParameterizedTest
  @MethodSource("patterns")
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void shouldSearchAQuarterOfAMillionCharacters(String pattern) {
    String text = Adversarial.text(pattern).substring(0, 250_000);

    for (Detector detector : detectors) {
      assertThat(detector.find(text, "")).allMatch(finding -> finding.end() <= text.length());
    }
  }

  @ParameterizedTest
  @MethodSource("patterns")
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void shouldRedactAHundredThousandCharactersWhole(String pattern) {
    String text = Adversarial.text(pattern).substring(0, 100_000);

    Redacted redacted = Adversarial.redactor().redact(text);

    assertThat(redacted.findings()).allMatch(finding -> finding.end() <= text.length());
  }
}
