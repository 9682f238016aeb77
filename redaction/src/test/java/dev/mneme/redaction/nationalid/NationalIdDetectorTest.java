package dev.mneme.redaction.nationalid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NationalIdDetectorTest {
  private final Redactor redactor = new Redactor(Policy.standard(), NationalIdDetector.all());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10000000146 | [TR_TCKN]",
        "86095742719 | [DE_TAX_ID]",
        "86 095 742 719 | [DE_TAX_ID]",
        "308-63-0237 | [US_SSN]",
        "my ssn 308630237 | my ssn [US_SSN]",
        "AB 12 34 56 C | [UK_NINO]",
        "ab123456c | [UK_NINO]",
        "12345678Z | [ES_DNI]",
        "12.345.678-Z | [ES_DNI]",
        "X1234567L | [ES_DNI]",
        "RSSMRA85T10A562S | [IT_FISCAL_CODE]",
        "2 55 08 14 168 025 38 | [FR_INSEE]",
        "255081416802538 | [FR_INSEE]",
      })
  void shouldFindNumbersThatCheck(String text, String redacted) {
    assertThat(redactor.redact(text).text()).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10000000147",
        "00000000146",
        "86095742718",
        "12345678901",
        "000-12-3456",
        "666-12-3456",
        "901-12-3456",
        "308-00-0237",
        "308-63-0000",
        "308630237",
        "308 63 0237",
        "order 308-63-0237",
        "308-63-0237-1",
        "QQ 12 34 56 C",
        "AB 12 34 56 E",
        "GB123456A",
        "12345678A",
        "X1234567A",
        "RSSMRA85T10A562T",
        "2 55 08 14 168 025 39",
        "v255081416802538",
      })
  void shouldLeaveNumbersThatDoNotCheckAlone(String text) {
    assertThat(redactor.redact(text).text()).isEqualTo(text);
  }
}
