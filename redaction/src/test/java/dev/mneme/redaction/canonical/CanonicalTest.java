package dev.mneme.redaction.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redacted;
import dev.mneme.redaction.Redactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {
  private final Redactor redactor = Redactor.of(Policy.standard());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ada [at] example dot com | ada@example.com",
        "ada(at)example(dot)com | ada@example.com",
        "ada { at } example { dot } com | ada@example.com",
        "ada dot l at example dot co dot uk | ada.l@example.co.uk",
        "ada underscore l at example dot com | ada_l@example.com",
        "415 dash 555 dash 2671 | 415-555-2671",
        "plus 44 20 7946 0958 | +44 20 7946 0958",
        "four one five, five five five two six seven one | 415 5552671",
        "double oh seven one two three four | 0071234",
        "look at google dot com | look at google dot com",
        "a dot on the i | a dot on the i",
        "４１５ | 415",
        "𝟒𝟏𝟓 | 415",
        "٤١٥ | 415",
        "④①⑤ | 415",
        "a\u200Bd\u00ADa | ada",
        "mu\u0308ller | müller",
        "1\uFE0F\u20E32\uFE0F\u20E3 | 12",
        "1\u20112\u22123 | 1-2-3",
      })
  void shouldPutPlainly(String text, String plain) {
    assertThat(Canonical.of(text).text()).isEqualTo(plain);
  }

  @Test
  void shouldMapAFindingBackToEveryCharacterItCameFrom() {
    String text = "😀 ada [at] example dot com 😀";

    Redacted redacted = redactor.redact(text);

    assertThat(redacted.text()).isEqualTo("😀 [EMAIL] 😀");
    Finding finding = redacted.findings().getFirst();
    assertThat(text.substring(finding.start(), finding.end()))
        .isEqualTo("ada [at] example dot com");
  }

  @Test
  void shouldTakeMarksThatHangOnTheLastCharacterAlong() {
    assertThat(redactor.redact("call +44 20 7946 0958\u0301 now").text())
        .isEqualTo("call [PHONE] now");
    assertThat(redactor.redact("4\uFE0F\u20E3 +44 20 7946 0958\uFE0F\u20E3!").text())
        .doesNotContainPattern("[5-9]");
  }

  @Test
  void shouldReadDigitsOutsideOfTheBasicPlane() {
    assertThat(redactor.redact("call +𝟒𝟒 𝟐𝟎 𝟕𝟗𝟒𝟔 𝟎𝟗𝟓𝟖 now").text())
        .isEqualTo("call [PHONE] now");
  }
}
