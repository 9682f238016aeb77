package dev.mneme.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactorTest {
  private final Redactor redactor = Redactor.of(Policy.standard());

  @Test
  void shouldPutPlaceholdersAndCountThem() {
    Redacted redacted =
        redactor.redact("Write to ada@example.com or bob@example.org, or call +44 20 7946 0958.");

    assertThat(redacted.text()).isEqualTo("Write to [EMAIL] or [EMAIL], or call [PHONE].");
    assertThat(redacted.counts()).isEqualTo(Map.of(PiiType.EMAIL, 2, PiiType.PHONE, 1));
  }

  @Test
  void shouldGiveOffsetsInUtf16UnitsOfTheTextBefore() {
    String text = "😀😀 ada@example.com 🎉 0171 1234567";

    Redacted redacted = redactor.redact(text);

    assertThat(redacted.text()).isEqualTo("😀😀 [EMAIL] 🎉 [PHONE]");
    assertThat(redacted.findings())
        .extracting(finding -> text.substring(finding.start(), finding.end()))
        .containsExactly("ada@example.com", "0171 1234567");
  }

  @Test
  void shouldLeaveATextWithoutPersonalDataAsItIs() {
    String text = "I went to the museum yesterday, it was wonderful.";

    assertThat(redactor.redact(text)).isEqualTo(new Redacted(text, List.of()));
  }

  @Test
  void shouldNotTouchPlaceholdersThatStandInTheText() {
    String text = "[EMAIL] and [PHONE], [PHONE]";

    assertThat(redactor.redact(text)).isEqualTo(new Redacted(text, List.of()));
  }

  @Test
  void shouldFindButKeepWhatThePolicyKeeps() {
    Redactor keeping =
        Redactor.of(
            new Policy(
                "keep-phones",
                Map.of(PiiType.EMAIL, new Operator.Replace(), PiiType.PHONE, new Operator.Keep())));

    Redacted redacted = keeping.redact("ada@example.com, +44 20 7946 0958");

    assertThat(redacted.text()).isEqualTo("[EMAIL], +44 20 7946 0958");
    assertThat(redacted.counts()).isEqualTo(Map.of(PiiType.EMAIL, 1, PiiType.PHONE, 1));
  }

  @Test
  void shouldNotLookForTypesThePolicyDoesNotName() {
    Redactor mailOnly =
        Redactor.of(new Policy("mail", Map.of(PiiType.EMAIL, new Operator.Replace())));

    assertThat(mailOnly.redact("ada@example.com, +44 20 7946 0958").text())
        .isEqualTo("[EMAIL], +44 20 7946 0958");
  }

  @Test
  void shouldReadTheLabelLikeWordsBeforeTheText() {
    assertThat(redactor.redact("7946 0958", "home_phone").text()).isEqualTo("[PHONE]");
    assertThat(redactor.redact("4155552671", "orderId").text()).isEqualTo("4155552671");
    assertThat(redactor.redact("7946 0958").text()).isEqualTo("7946 0958");
  }

  @Test
  void shouldPlaceFindingsOfALaterPassInTheTextBefore() {
    String text = "a@b.co+44 20 7946 0958 415a@b.co";

    Redacted redacted = redactor.redact(text);

    assertThat(redacted.text()).isEqualTo("[EMAIL][PHONE] [EMAIL]");
    assertThat(redacted.findings())
        .extracting(finding -> text.substring(finding.start(), finding.end()))
        .containsExactly("a@b.co", "+44 20 7946 0958", "415a@b.co");
  }
}
