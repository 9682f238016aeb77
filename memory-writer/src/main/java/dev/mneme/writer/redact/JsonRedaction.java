package dev.mneme.writer.redact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mneme.redaction.Redacted;
import dev.mneme.redaction.Redactor;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Redacts JSON value by value, so that an escape like {@code \u0040} hides nothing and the result
 * is JSON again.
 */
final class JsonRedaction {
  /** Strict: what it reads past, such as a second value of a key, would escape redaction. */
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Redactor redactor;

  JsonRedaction(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * The JSON without personal data, untouched where there was none; empty when it is no JSON.
   *
   * @param seen told of every key and value once it is redacted
   */
  Optional<String> redact(String text, String label, Consumer<Redacted> seen) {
    if (text.indexOf('{') < 0 && text.indexOf('[') < 0) {
      return Optional.empty();
    }
    String trimmed = text.strip();
    if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
      return Optional.empty();
    }
    try {
      JsonNode tree = mapper.readTree(trimmed);
      JsonNode redacted = redact(tree, label, seen);
      return Optional.of(redacted.equals(tree) ? text : mapper.writeValueAsString(redacted));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // words that begin with a bracket are redacted as words
    }
  }

  /** Recursion is bounded: the parser refuses more than a thousand levels. */
  private JsonNode redact(JsonNode node, String label, Consumer<Redacted> seen) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode redacted = mapper.createObjectNode();
        object
            .properties()
            .forEach(
                entry ->
                    redacted.set(
                        distinct(text(entry.getKey(), "", seen), redacted),
                        redact(entry.getValue(), entry.getKey(), seen)));
        yield redacted;
      }
      case ArrayNode array -> {
        ArrayNode redacted = mapper.createArrayNode();
        array.forEach(element -> redacted.add(redact(element, label, seen)));
        yield redacted;
      }
      default -> {
        String value = node.asText();
        String redacted = text(value, label, seen);
        yield redacted.equals(value) ? node : TextNode.valueOf(redacted);
      }
    };
  }

  private String text(String value, String label, Consumer<Redacted> seen) {
    Redacted redacted = redactor.redact(value, label);
    seen.accept(redacted);
    return redacted.text();
  }

  private static String distinct(String key, ObjectNode taken) {
    String candidate = key;
    for (int n = 2; taken.has(candidate); n++) {
      candidate = key + " (" + n + ")";
    }
    return candidate;
  }
}
