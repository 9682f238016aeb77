package dev.mneme.cli.dualwrite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One form for a value, whichever layer it comes from: PostgreSQL orders the keys of JSON, writes
 * numbers its own way, and holds no NUL and no year beyond 9999.
 */
final class Canonical {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private Canonical() {}

  static @Nullable String text(@Nullable String text) {
    return text == null ? null : text.replace("\0", "");
  }

  static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : Long.toString(Math.clamp(time.toEpochMilli(), EARLIEST, LATEST));
  }

  static String strings(List<String> values) {
    return json(JSON.valueToTree(values));
  }

  static String map(Map<String, ?> values) {
    return json(JSON.valueToTree(values));
  }

  /** Structured content as the record has it, or as PostgreSQL gives it back. */
  static @Nullable String data(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      JsonNode node = JSON.readTree(text);
      // what PostgreSQL cannot hold as JSON stands there as one string
      return node.isTextual() ? data(node.asText()) : json(node);
    } catch (JsonProcessingException e) {
      return text(text);
    }
  }

  private static String json(JsonNode node) {
    StringBuilder out = new StringBuilder();
    write(node, out);
    return out.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      Collections.sort(names);
      out.append('{');
      for (String name : names) {
        string(name, out);
        out.append(':');
        write(node.path(name), out);
        out.append(',');
      }
      out.append('}');
    } else if (node.isArray()) {
      out.append('[');
      node.forEach(
          child -> {
            write(child, out);
            out.append(',');
          });
      out.append(']');
    } else if (node.isNumber()) {
      out.append(node.decimalValue().stripTrailingZeros());
    } else if (node.isTextual()) {
      string(node.asText(), out);
    } else {
      out.append(node.asText());
    }
  }

  private static void string(String text, StringBuilder out) {
    String clean = text.replace("\0", "");
    out.append('"').append(clean.length()).append(':').append(clean).append('"');
  }
}
