package dev.mneme.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1:56 pm on 8 May, 2023|2023-05-08T13:56:00Z",
        "12:05 AM on 31 December, 2023|2023-12-31T00:05:00Z",
        "2023-05-08T13:56:00Z|2023-05-08T13:56:00Z",
        "2023-05-08T13:56:00+02:00|2023-05-08T11:56:00Z",
        "2023-05-08T13:56|2023-05-08T13:56:00Z",
        "2023-05-08 13:56:07|2023-05-08T13:56:07Z",
        "2023-05-08|2023-05-08T00:00:00Z"
      })
  void shouldReadDatesAsConversationsHaveThem(String text, String expected) {
    assertThat(DateTimes.parse(text)).contains(Instant.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "31 February", "13:99 on 8 May, 2023"})
  void shouldMakeNothingOfOtherWords(String text) {
    assertThat(DateTimes.parse(text)).isEmpty();
  }
}
