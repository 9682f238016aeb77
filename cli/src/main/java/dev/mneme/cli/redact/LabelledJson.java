package dev.mneme.cli.redact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.score.Labelled;
import dev.mneme.redaction.score.LabelledLines;
import java.util.ArrayList;
import java.util.List;

/**
 * Labelled texts as JSON lines, with offsets in code points: {@code {"text": "Ask a@b.co", "spans":
 * [{"start": 4, "end": 10, "type": "EMAIL"}], "language": "en"}}. Spans of types we do not know are
 * left out.
 */
public final class LabelledJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LabelledJson() {}

  /**
   * @throws IllegalArgumentException which names the line that cannot be read, and why
   */
  public static List<Labelled> parse(List<String> lines) {
    List<Labelled> texts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        texts.add(labelled(MAPPER.readTree(lines.get(i))));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("line " + (i + 1) + " is no JSON", e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return texts;
  }

  private static Labelled labelled(JsonNode line) {
    if (!line.path("text").isTextual() || !line.path("spans").isArray()) {
      throw new IllegalArgumentException("it has no text or no spans");
    }
    String text = line.get("text").asText();
    List<Finding> spans = new ArrayList<>();
    for (JsonNode span : line.get("spans")) {
      if (!span.path("start").isInt() || !span.path("end").isInt()) {
        throw new IllegalArgumentException("a span has no start or no end");
      }
      int start = CodePoints.index(text, span.get("start").asInt());
      int end = CodePoints.index(text, span.get("end").asInt());
      LabelledLines.typeNamed(span.path("type").asText())
          .ifPresent(type -> spans.add(new Finding(type, start, end)));
    }
    return new Labelled(text, spans, line.path("language").asText(""), line.get("spans").isEmpty());
  }
}
