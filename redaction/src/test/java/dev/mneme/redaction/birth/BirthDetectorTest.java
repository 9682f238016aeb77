package dev.mneme.redaction.birth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BirthDetectorTest {
  private final Redactor redactor = new Redactor(Policy.standard(), List.of(new BirthDetector()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "born 1990-03-04 | born [DATE_OF_BIRTH]",
        "DOB: 3/4/90 | DOB: [DATE_OF_BIRTH]",
        "D.O.B. 03/04/1990 | D.O.B. [DATE_OF_BIRTH]",
        "born on the 3rd of March, 1990 in Leeds | born on the [DATE_OF_BIRTH] in Leeds",
        "birthdate 19900304 | birthdate [DATE_OF_BIRTH]",
        "3 Mart 1990 doğumluyum | [DATE_OF_BIRTH] doğumluyum",
        "né le 1er mai 1968 | né le [DATE_OF_BIRTH]",
        "geb. 03. 04. 1990 | geb. [DATE_OF_BIRTH]",
      })
  void shouldFindDatesPeopleWereBornOn(String text, String redacted) {
    assertThat(redactor.redact(text).text()).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The meeting is on 3 March 1990",
        "born in 1990",
        "He was born here. The fair is on 04/05/2024",
        "born free; released 04/05/2024",
        "born 99/99/1990",
      })
  void shouldLeaveOtherDatesAlone(String text) {
    assertThat(redactor.redact(text).text()).isEqualTo(text);
  }
}
