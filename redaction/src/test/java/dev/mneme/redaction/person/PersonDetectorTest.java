package dev.mneme.redaction.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Operator;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonDetectorTest {
  private final Redactor redactor =
      Redactor.of(new Policy("names", Map.of(PiiType.PERSON, new Operator.Replace())));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "My name is Ada Lovelace. | My name is [PERSON].",
        "Ask Dr. Grace Hopper about it | Ask Dr. [PERSON] about it",
        "I'm Ada, hello | I'm [PERSON], hello",
        "Ich heiße Jürgen Müller-Lang | Ich heiße [PERSON]",
        "Benim adım Ayşe | Benim adım [PERSON]",
        "I am happy | I am happy",
      })
  void shouldFindNamesThatAreIntroduced(String text, String redacted) {
    assertThat(redactor.redact(text).text()).isEqualTo(redacted);
  }

  @Test
  void shouldLeaveNamesAloneUnlessThePolicyNamesThem() {
    String text = "My name is Ada Lovelace.";

    assertThat(Redactor.of(Policy.standard()).redact(text).text()).isEqualTo(text);
  }
}
