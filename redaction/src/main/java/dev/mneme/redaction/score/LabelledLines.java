package dev.mneme.redaction.score;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Texts labelled by hand, one on a line: {@code en Ask {{EMAIL|ada@example.com}}}, where {@code \n}
 * is a new line. Empty lines and lines that begin with a number sign are left out.
 */
public final class LabelledLines {
  /** What others call the types we know. */
  private static final Map<String, PiiType> NAMES = new HashMap<>();

  static {
    for (PiiType type : PiiType.values()) {
      NAMES.put(type.name(), type);
    }
    NAMES.put("EMAIL_ADDRESS", PiiType.EMAIL);
    NAMES.put("PHONE_NUMBER", PiiType.PHONE);
    NAMES.put("STREET_ADDRESS", PiiType.ADDRESS);
    NAMES.put("POSTAL_ADDRESS", PiiType.ADDRESS);
    NAMES.put("IBAN_CODE", PiiType.IBAN);
    NAMES.put("CARD", PiiType.CREDIT_CARD);
    NAMES.put("PAYMENT_CARD", PiiType.CREDIT_CARD);
    NAMES.put("SSN", PiiType.US_SSN);
    NAMES.put("IP", PiiType.IP_ADDRESS);
    NAMES.put("MAC", PiiType.MAC_ADDRESS);
    NAMES.put("CRYPTO", PiiType.CRYPTO_WALLET);
    NAMES.put("API_KEY", PiiType.SECRET);
    NAMES.put("TOKEN", PiiType.SECRET);
    NAMES.put("ES_NIF", PiiType.ES_DNI);
    NAMES.put("ES_NIE", PiiType.ES_DNI);
  }

  private LabelledLines() {}

  /** The type of a name, ours or a usual one of others; empty when it is of no type we know. */
  public static Optional<PiiType> typeNamed(String name) {
    return Optional.ofNullable(NAMES.get(name));
  }

  /**
   * @throws IllegalArgumentException which names the line that cannot be read, and why
   */
  public static List<Labelled> parse(String content) {
    List<Labelled> texts = new ArrayList<>();
    String[] lines = content.split("\n");
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        texts.add(marked(line));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return texts;
  }

  private static Labelled marked(String line) {
    int space = line.indexOf(' ');
    if (space != 2) {
      throw new IllegalArgumentException("no language of two letters");
    }
    String rest = line.substring(3).replace("\\n", "\n");
    StringBuilder text = new StringBuilder(rest.length());
    List<Finding> spans = new ArrayList<>();
    int from = 0;
    for (int open = rest.indexOf("{{"); open >= 0; open = rest.indexOf("{{", from)) {
      int bar = rest.indexOf('|', open);
      int close = rest.indexOf("}}", open);
      PiiType type = bar < 0 ? null : NAMES.get(rest.substring(open + 2, bar));
      if (type == null || close < bar) {
        throw new IllegalArgumentException("a mark without a known type or an end");
      }
      text.append(rest, from, open);
      int start = text.length();
      text.append(rest, bar + 1, close);
      spans.add(new Finding(type, start, text.length()));
      from = close + 2;
    }
    text.append(rest, from, rest.length());
    return new Labelled(text.toString(), spans, line.substring(0, 2), spans.isEmpty());
  }
}
