package dev.mneme.cli.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads one line: a JSON object with {@code speaker} and {@code text}, and perhaps {@code conv},
 * {@code date_time} and {@code session}. Whatever else it holds is kept as metadata, names of turns
 * ({@code id}, {@code dia_id}) included.
 */
final class TurnParser {

  /** The longest text that memory.events takes. */
  static final int LONGEST_TEXT = 10_000;

  private static final Set<String> PLACED = Set.of("speaker", "text", "conv", "session");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private TurnParser() {}

  static ParsedLine parse(long number, String line) {
    if (line.isBlank()) {
      return new ParsedLine.Blank();
    }
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      return malformed(number, "no JSON, as seen at column " + column);
    }
    if (node == null || !node.isObject()) {
      return malformed(number, "no JSON object");
    }
    for (String field : new String[] {"speaker", "text"}) {
      if (!node.path(field).isTextual() || node.path(field).asText().isBlank()) {
        return malformed(number, "no " + field);
      }
    }
    String text = node.get("text").asText();
    if (text.length() > LONGEST_TEXT) {
      return malformed(
          number,
          "the text has %d characters, and %d is the most".formatted(text.length(), LONGEST_TEXT));
    }
    for (String field : new String[] {"conv", "session"}) {
      if (node.path(field).isContainerNode()) {
        return malformed(number, field + " is no plain value");
      }
    }
    return new ParsedLine.Said(turn(number, node, text));
  }

  private static Turn turn(long number, JsonNode node, String text) {
    Optional<String> said = plain(node, "date_time");
    Optional<Instant> occurredAt = said.flatMap(DateTimes::parse);
    boolean notUnderstood = node.hasNonNull("date_time") && occurredAt.isEmpty();
    return new Turn(
        number,
        node.get("speaker").asText(),
        text,
        plain(node, "conv"),
        plain(node, "session"),
        occurredAt,
        metadata(node, notUnderstood),
        canonical(node),
        notUnderstood
            ? Optional.of("kept, but its date_time is in no form that is understood")
            : Optional.empty());
  }

  private static Optional<String> plain(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
        ? Optional.of(value.asText())
        : Optional.empty();
  }

  private static Map<String, String> metadata(JsonNode node, boolean withDateTime) {
    Map<String, String> metadata = new HashMap<>();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              JsonNode value = node.get(name);
              boolean placed = PLACED.contains(name) || ("date_time".equals(name) && !withDateTime);
              if (!placed && !value.isNull()) {
                metadata.put(name, value.isValueNode() ? value.asText() : value.toString());
              }
            });
    return metadata;
  }

  private static String canonical(JsonNode node) {
    try {
      return JSON.writeValueAsString(JSON.treeToValue(node, TreeMap.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON can be written as JSON", e);
    }
  }

  private static ParsedLine malformed(long number, String reason) {
    return new ParsedLine.Malformed(number, reason);
  }
}
