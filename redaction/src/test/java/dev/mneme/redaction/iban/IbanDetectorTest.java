package dev.mneme.redaction.iban;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IbanDetectorTest {
  private final Redactor redactor = new Redactor(Policy.standard(), List.of(new IbanDetector()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "de89370400440532013000",
        "TR33 0006 1005 1978 6457 8413 26",
        "GB29-NWBK-6016-1331-9268-19",
        "NL91ABNA0417164300",
        "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S",
      })
  void shouldFindAccountsThatCheck(String account) {
    assertThat(redactor.redact("to " + account + " now").text()).isEqualTo("to [IBAN] now");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DE88370400440532013000",
        "DE8937040044053201300",
        "DE893704004405320130001",
        "XX89370400440532013000",
        "xDE89370400440532013000",
      })
  void shouldLeaveOthersAlone(String text) {
    assertThat(redactor.redact(text).text()).isEqualTo(text);
  }
}
