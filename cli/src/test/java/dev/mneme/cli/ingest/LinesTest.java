package dev.mneme.cli.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinesTest {

  private static List<ParsedLine> read(byte[] bytes) throws Exception {
    List<ParsedLine> lines = new ArrayList<>();
    try (Lines in = new Lines(new ByteArrayInputStream(bytes))) {
      Optional<ParsedLine> next;
      while ((next = in.next()).isPresent()) {
        lines.add(next.get());
      }
    }
    return lines;
  }

  @Test
  void shouldNumberLinesFromOneAndCountBlankOnes() throws Exception {
    List<ParsedLine> lines =
        read(
            "\uFEFF{\"speaker\":\"A\",\"text\":\"x\"}\r\n\nbad\n{\"speaker\":\"B\",\"text\":\"y\"}"
                .getBytes(UTF_8));

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isInstanceOf(ParsedLine.Said.class);
    assertThat(lines.get(1)).isInstanceOf(ParsedLine.Blank.class);
    assertThat(lines.get(2)).extracting("line").isEqualTo(3L);
    assertThat(lines.get(3)).extracting("turn.line").isEqualTo(4L);
  }

  @Test
  void shouldSayThatALineIsNotUtf8AndGoOn() throws Exception {
    List<ParsedLine> lines = read(new byte[] {'{', (byte) 0xff, '\n', ' ', '\n'});

    assertThat(lines.getFirst()).isEqualTo(new ParsedLine.Malformed(1, "not UTF-8"));
    assertThat(lines).hasSize(2);
  }

  @Test
  void shouldNotKeepALineThatIsTooLong() throws Exception {
    byte[] bytes = ("x".repeat(Lines.LONGEST + 1) + "\n\n").getBytes(UTF_8);

    List<ParsedLine> lines = read(bytes);

    assertThat(lines).hasSize(2);
    assertThat(((ParsedLine.Malformed) lines.getFirst()).reason()).contains("is the most");
  }
}
