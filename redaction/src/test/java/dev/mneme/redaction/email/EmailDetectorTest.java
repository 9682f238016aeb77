package dev.mneme.redaction.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailDetectorTest {
  private final Redactor redactor = Redactor.of(Policy.standard());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ada@example.com | [EMAIL]",
        "mailto:ada@example.com | mailto:[EMAIL]",
        "Ada <ada.l+x@sub.example.co.uk>. | Ada <[EMAIL]>.",
        "Is it 'ada@example.com'? | Is it '[EMAIL]'?",
        "müller@größe.de | [EMAIL]",
        "用户@例子.公司 | [EMAIL]",
        "a@b.io,c@d.io | [EMAIL],[EMAIL]",
        "ada＠example.com | [EMAIL]",
        "x=ada@example.com&y=1 | x=[EMAIL]&y=1",
        "\"ada l\"@example.com | [EMAIL]",
        "ada@example.com-Fax | [EMAIL]-Fax",
        "ada@example.com.Then | [EMAIL]",
        "_ada@example.com_ | [EMAIL]_",
        "ada@xn--bcher-kva.xn--p1ai | [EMAIL]",
        "https://ada:secret@example.com/x | https://[URL_CREDENTIALS]@example.com/x",
        "4155552671@example.com | [EMAIL]",
      })
  void shouldFindAddresses(String text, String redacted) {
    assertThat(redactor.redact(text).text()).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@types/node",
        "lodash@4.17.21",
        "user@localhost",
        "a @ b.com",
        "@ada",
        "ada@",
        "@@@",
        "a@.com"
      })
  void shouldLeaveOtherAtSignsAlone(String text) {
    assertThat(redactor.redact(text).text()).isEqualTo(text);
  }
}
