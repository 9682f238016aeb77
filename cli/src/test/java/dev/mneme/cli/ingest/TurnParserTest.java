package dev.mneme.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TurnParserTest {

  private static Turn said(String line) {
    ParsedLine parsed = TurnParser.parse(1, line);
    assertThat(parsed).isInstanceOf(ParsedLine.Said.class);
    return ((ParsedLine.Said) parsed).turn();
  }

  private static String reason(String line) {
    ParsedLine parsed = TurnParser.parse(7, line);
    assertThat(parsed).isInstanceOf(ParsedLine.Malformed.class);
    assertThat(((ParsedLine.Malformed) parsed).line()).isEqualTo(7);
    return ((ParsedLine.Malformed) parsed).reason();
  }

  @Test
  void shouldPutEveryFieldWhereItBelongsAndKeepTheRest() {
    Turn turn =
        said(
            """
            {"conv":"c-1","session":3,"date_time":"1:56 pm on 8 May, 2023","dia_id":"D1:1",\
            "speaker":"Ada","text":"Hello","mood":{"kind":"good"},"seen":true,"none":null}\
            """);

    assertThat(turn.speaker()).isEqualTo("Ada");
    assertThat(turn.text()).isEqualTo("Hello");
    assertThat(turn.conversation()).contains("c-1");
    assertThat(turn.session()).contains("3");
    assertThat(turn.occurredAt()).contains(Instant.parse("2023-05-08T13:56:00Z"));
    assertThat(turn.metadata())
        .containsOnly(
            java.util.Map.entry("dia_id", "D1:1"),
            java.util.Map.entry("mood", "{\"kind\":\"good\"}"),
            java.util.Map.entry("seen", "true"));
    assertThat(turn.note()).isEmpty();
  }

  @Test
  void shouldKeepATurnWhoseDateIsNotUnderstoodAndSaySo() {
    Turn turn = said("{\"speaker\":\"Ada\",\"text\":\"Hello\",\"date_time\":\"some day\"}");

    assertThat(turn.occurredAt()).isEmpty();
    assertThat(turn.metadata()).containsEntry("date_time", "some day");
    assertThat(turn.note()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"speaker\":\"A\",\"text\":\"x\"|no JSON",
        "plain words|no JSON",
        "[1,2]|no JSON object",
        "\"text\"|no JSON object",
        "{\"text\":\"x\"}|no speaker",
        "{\"speaker\":\"A\"}|no text",
        "{\"speaker\":\"A\",\"text\":\"  \"}|no text",
        "{\"speaker\":\"A\",\"text\":5}|no text",
        "{\"speaker\":\"A\",\"text\":\"x\"} {}|no JSON",
        "{\"speaker\":\"A\",\"text\":\"x\",\"text\":\"y\"}|no JSON",
        "{\"speaker\":\"A\",\"text\":\"x\",\"conv\":{}}|conv is no plain value"
      })
  void shouldSayWhyALineIsNoTurn(String line, String why) {
    assertThat(reason(line)).startsWith(why);
  }

  @Test
  void shouldNotRepeatWhatAMalformedLineSays() {
    assertThat(reason("{\"speaker\":\"A\",\"text\":ada@example.org}")).doesNotContain("ada");
  }

  @Test
  void shouldRefuseATextThatIsLongerThanTheTopicTakes() {
    String line = "{\"speaker\":\"A\",\"text\":\"%s\"}";

    assertThat(said(line.formatted("x".repeat(10_000))).text()).hasSize(10_000);
    assertThat(reason(line.formatted("x".repeat(10_001)))).contains("10001");
  }

  @Test
  void shouldSurviveNestingThatIsMeantToHurt() {
    assertThat(reason("{\"a\":".repeat(200_000))).startsWith("no JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t\r"})
  void shouldPassOverLinesWithNothingOnThem(String line) {
    assertThat(TurnParser.parse(1, line)).isInstanceOf(ParsedLine.Blank.class);
  }

  @Test
  void shouldSeeTheSameContentHoweverItIsWritten() {
    assertThat(said("{\"speaker\":\"A\", \"text\":\"x\", \"n\":{\"b\":1,\"a\":2}}").canonical())
        .isEqualTo(
            said("{\"n\":{\"a\":2,\"b\":1},\"text\":\"\\u0078\",\"speaker\":\"A\"}").canonical());
  }
}
