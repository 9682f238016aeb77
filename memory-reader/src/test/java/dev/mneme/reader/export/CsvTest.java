package dev.mneme.reader.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;

class CsvTest {

  @Property(tries = 1000)
  void shouldGiveBackWhatWasPutIn(
      @ForAll @Size(min = 1, max = 5)
          List<
                  @Chars({',', '"', '\n', '\r', '\'', '=', '+', '-', '@', '\t', ' ', ';'})
                  @CharRange(from = 'a', to = 'c') String>
              cells) {
    String line = Csv.line(cells);

    assertThat(line).endsWith("\r\n");
    assertThat(parsed(line.substring(0, line.length() - 2)).stream().map(CsvTest::plain).toList())
        .isEqualTo(cells.size() == 1 && cells.getFirst().isEmpty() ? List.of("") : cells);
  }

  @Property(tries = 1000)
  void shouldBeginNoCellWithAFormula(
      @ForAll @Chars({'=', '+', '-', '@', '\t', '\r', '\n', ' ', '＝', 'x'}) String text) {
    String cell = parsed(Csv.line(List.of(text)).replaceAll("\r\n$", "")).getFirst();

    assertThat(cell.stripLeading()).doesNotMatch("(?s)[=+\\-@\\t\\r\\n＝＋－＠].*");
  }

  @Example
  void shouldKeepUnicode() {
    assertThat(Csv.line(List.of("naïve 日本 🐕", "plain", ""))).isEqualTo("naïve 日本 🐕,plain,\r\n");
  }

  private static String plain(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }

  /** RFC 4180, as a reader would. */
  private static List<String> parsed(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        if (c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else if (c == '"') {
          quoted = false;
        } else {
          cell.append(c);
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
