package dev.mneme.redaction.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardDetectorTest {
  private final Redactor redactor = new Redactor(Policy.standard(), List.of(new CardDetector()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4532071216424424",
        "4532 0712 1642 4424",
        "4532-0712-1642-4424",
        "4532.0712.1642.4424",
        "4 5 3 2 0 7 1 2 1 6 4 2 4 4 2 4",
        "378282246310005",
        "3782 822463 10005",
        "30569309025904",
        "6011111111111117",
        "3530111333300000",
        "2223003122003222",
        "6304000000000000",
      })
  void shouldFindCardsAsTheyArePrinted(String card) {
    assertThat(redactor.redact("card " + card + ", thanks").text())
        .isEqualTo("card [CREDIT_CARD], thanks");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12 4532 0712 1642 4424 | 12 [CREDIT_CARD]",
        "4532071216424424 123 | [CREDIT_CARD] 123",
        "4532071216424424, 5466317045020405 | [CREDIT_CARD], [CREDIT_CARD]",
        "exp 09/27 4532071216424424 | exp 09/27 [CREDIT_CARD]",
      })
  void shouldFindNothingButTheCard(String text, String redacted) {
    assertThat(redactor.redact(text).text()).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4532071216424425",
        "4532 0712 1642 4425",
        "0.4532071216424424",
        "a4532071216424424",
        "45320712164244240000",
        "1700000000123",
        "20251120081530",
        "9783161484100",
      })
  void shouldLeaveOtherNumbersAlone(String text) {
    assertThat(redactor.redact(text).text()).isEqualTo(text);
  }
}
