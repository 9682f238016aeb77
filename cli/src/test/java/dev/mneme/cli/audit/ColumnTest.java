package dev.mneme.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {

  @Test
  void shouldBeWhatTheDocumentationSays() throws IOException {
    List<String> documented =
        Files.readAllLines(Path.of("../docs/audit-analysis.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(documented)
        .isEqualTo(
            Arrays.stream(Column.values())
                .map(
                    column ->
                        "| `%s` | %s | %s |"
                            .formatted(column.label(), column.type(), column.meaning()))
                .toList());
  }

  @Test
  void shouldQuoteWhatCsvNeedsQuoted() {
    assertThat(TextRows.cell("plain")).isEqualTo("plain");
    assertThat(TextRows.cell("a,b")).isEqualTo("\"a,b\"");
    assertThat(TextRows.cell("a \"b\"\nc")).isEqualTo("\"a \"\"b\"\"\nc\"");
    assertThat(TextRows.cell(null)).isEmpty();
  }
}
