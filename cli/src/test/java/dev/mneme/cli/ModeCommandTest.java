package dev.mneme.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ModeCommandTest {

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "10m, PT10M", "2h, PT2H", "1d, PT24H", "PT1M30S, PT90S"})
  void shouldReadLengthsOfTimeAsPeopleWriteThem(String text, Duration time) {
    assertThat(ModeCommand.time(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "10", "m", "-5m", "10 m", "0s"})
  void shouldNotGuessWhatElseIsMeant(String text) {
    assertThatThrownBy(() -> ModeCommand.time(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a length of time is like 90s, 10m, 2h or PT10M");
  }

  @Test
  void shouldAskForAReasonAScopeAndAnEnd() {
    CommandLine mneme = Mneme.commandLine();
    mneme.setErr(new PrintWriter(new StringWriter()));

    assertThat(mneme.execute("mode", "force", "--scope", "new@local")).isEqualTo(2);
    assertThat(mneme.execute("mode", "force", "x", "--scope", "new@local", "--mode", "off"))
        .isEqualTo(2);
    assertThat(mneme.execute("mode", "clear", "x")).isEqualTo(2);
  }
}
