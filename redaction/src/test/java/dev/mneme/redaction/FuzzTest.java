package dev.mneme.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Labelled sentences cut, joined and spoilt at random, always the same way. */
class FuzzTest {
  private static final int TEXTS = 5_000;
  private static final String SPOILING = "@.-:/ 01aZ[]()\n\"'#+=\u200b\u0301\ud83d\ude00\uff11";

  private final Random random = new Random(20261120);

  static List<Operator> operators() {
    return List.of(
        new Operator.Replace(),
        new Operator.Mask(0),
        new Operator.Mask(4),
        new Operator.Hash(),
        new Operator.Token());
  }

  @ParameterizedTest
  @MethodSource("operators")
  void shouldNeitherFailNorFindMoreTheSecondTime(Operator operator) throws IOException {
    Map<PiiType, Operator> all = new EnumMap<>(PiiType.class);
    Policy.standard().operators().keySet().forEach(type -> all.put(type, operator));
    Redactor redactor = Redactor.of(new Policy("test", all), new RedactionKey(new byte[32]));
    List<String> lines = lines();
    for (int i = 0; i < TEXTS; i++) {
      String text = spoilt(pick(lines) + (random.nextBoolean() ? " " : "") + pick(lines));

      Redacted once = redactor.redact(text);

      assertThat(redactor.redact(once.text()))
          .as(text)
          .isEqualTo(new Redacted(once.text(), List.of()));
    }
  }

  private String pick(List<String> lines) {
    String line = lines.get(random.nextInt(lines.size()));
    int from = random.nextInt(4) == 0 ? random.nextInt(line.length()) : 0;
    return line.substring(from);
  }

  private String spoilt(String text) {
    StringBuilder spoilt = new StringBuilder(text);
    for (int i = random.nextInt(4); i > 0 && !spoilt.isEmpty(); i--) {
      int at = random.nextInt(spoilt.length());
      char c = SPOILING.charAt(random.nextInt(SPOILING.length()));
      switch (random.nextInt(3)) {
        case 0 -> spoilt.setCharAt(at, c);
        case 1 -> spoilt.insert(at, c);
        default -> spoilt.deleteCharAt(at);
      }
    }
    return spoilt.toString();
  }

  private static List<String> lines() throws IOException {
    try (InputStream file = FuzzTest.class.getResourceAsStream("/labelled.txt")) {
      String content =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return content
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.substring(3).replaceAll("\\{\\{[A-Z_]+\\||}}", "").replace("\\n", "\n"))
          .toList();
    }
  }
}
