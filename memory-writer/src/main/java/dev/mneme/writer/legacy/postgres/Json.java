package dev.mneme.writer.legacy.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as JSON that PostgreSQL takes: it knows no NUL, and no number beyond its own. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** Far below the 16 383 digits that PostgreSQL's numeric takes after the point. */
  private static final int LARGEST_EXPONENT = 10_000;

  private Json() {}

  /** The stage takes NUL out; another writer of the topic may not. */
  static @Nullable String storable(@Nullable String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  static String of(List<String> values) {
    return write(values.stream().map(Json::storable).toList());
  }

  static String of(Map<String, ?> values) {
    Map<@Nullable String, @Nullable Object> clean = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> clean.put(storable(key), value instanceof String s ? storable(s) : value));
    return write(clean);
  }

  /** The text of an object as it is; any text that PostgreSQL would refuse, as one string. */
  static @Nullable String object(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isObject() && isStorable(node)) {
        return text;
      }
    } catch (JsonProcessingException e) {
      // no JSON: kept as it is, in quotes
    }
    return write(storable(text));
  }

  private static boolean isStorable(JsonNode node) {
    if (node.isTextual()) {
      return node.asText().indexOf('\0') < 0;
    }
    if (node.isBigDecimal()) {
      return Math.abs((long) node.decimalValue().scale()) < LARGEST_EXPONENT;
    }
    for (JsonNode child : node) {
      if (!isStorable(child)) {
        return false;
      }
    }
    for (var names = node.fieldNames(); names.hasNext(); ) {
      if (names.next().indexOf('\0') >= 0) {
        return false;
      }
    }
    return true;
  }

  private static String write(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers are always JSON", e);
    }
  }
}
