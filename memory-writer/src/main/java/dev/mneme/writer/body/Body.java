package dev.mneme.writer.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object, read field by field. A field that is missing or null is null here; one of
 * another form is refused with its path. Keys that the caller chose are named by their position,
 * because they are the caller's words.
 */
public final class Body {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

  private final ObjectNode node;
  private final String path;
  private final BodyReader reader;

  Body(ObjectNode node, String path, BodyReader reader) {
    this.node = node;
    this.path = path;
    this.reader = reader;
  }

  public static ApiProblem wrong(String path, String what) {
    return ApiProblem.of(ErrorCode.VALIDATION_ERROR, path + " " + what, Map.of("field", path));
  }

  public @Nullable String text(String field, int longest) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    return text(value, path + "." + field, longest);
  }

  /** A text that must be there, and not blank. */
  public String requiredText(String field, int longest) {
    String text = text(field, longest);
    if (text == null || text.isBlank()) {
      throw wrong(path + "." + field, text == null ? "is missing" : "is empty");
    }
    return text;
  }

  public @Nullable Double share(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
      throw wrong(path + "." + field, "must be a number from 0 to 1");
    }
    return value.doubleValue();
  }

  public boolean flag(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrong(path + "." + field, "must be true or false");
    }
    return value.booleanValue();
  }

  public @Nullable Instant instant(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    try {
      Instant instant = Instant.parse(value.isTextual() ? value.textValue() : "");
      instant.toEpochMilli();
      return instant;
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong(path + "." + field, "must be a time such as 2026-01-31T12:00:00Z");
    }
  }

  public UUID requiredId(String field) {
    JsonNode value = value(field);
    if (value == null) {
      throw wrong(path + "." + field, "is missing");
    }
    if (!value.isTextual() || !UUID_FORM.matcher(value.textValue()).matches()) {
      throw wrong(path + "." + field, "must be a UUID");
    }
    return UUID.fromString(value.textValue());
  }

  /** Seconds as a number, or an ISO-8601 duration such as P90D. */
  public @Nullable Long seconds(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    long seconds = value.isTextual() ? parsed(value.textValue()) : value.asLong(0);
    if ((!value.isTextual() && !value.isIntegralNumber())
        || seconds < 1
        || seconds > LONGEST_SECONDS) {
      throw wrong(
          path + "." + field,
          "must be a positive number of seconds or an ISO-8601 duration such as P90D");
    }
    return seconds;
  }

  private static long parsed(String text) {
    try {
      return Duration.parse(text).toSeconds();
    } catch (DateTimeException e) {
      return 0; // refused with every other time that is not positive
    }
  }

  /** Elements that are null are left out. */
  public @Nullable List<String> texts(String field, int most, int longest) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    String at = path + "." + field;
    if (!(value instanceof ArrayNode array)) {
      throw wrong(at, "must be an array of texts");
    }
    if (array.size() > most) {
      throw wrong(at, "has more than " + most + " entries");
    }
    List<String> texts = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      if (!array.get(i).isNull()) {
        texts.add(text(array.get(i), at + "[" + i + "]", longest));
      }
    }
    return texts;
  }

  /** Values of any JSON: what is no text is kept as JSON text. */
  public @Nullable Map<String, String> entries(
      String field, int most, int longestKey, int longestValue) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    String at = path + "." + field;
    if (!(value instanceof ObjectNode object)) {
      throw wrong(at, "must be an object");
    }
    if (object.size() > most) {
      throw wrong(at, "has more than " + most + " entries");
    }
    Map<String, String> entries = new TreeMap<>();
    int position = 0;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String of = at + ".*[" + position++ + "]";
      if (entry.getKey().length() > longestKey) {
        throw wrong(of, "has a key longer than " + longestKey + " characters");
      }
      JsonNode element = entry.getValue();
      if (!element.isNull()) {
        String text = element.isTextual() ? element.textValue() : reader.write(element);
        if (text.length() > longestValue) {
          throw wrong(of, "is longer than " + longestValue + " characters");
        }
        entries.put(entry.getKey(), text);
      }
    }
    return entries;
  }

  /** One JSON object as its text. */
  public @Nullable String object(String field, int longest) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      throw wrong(path + "." + field, "must be an object");
    }
    String text = reader.write(value);
    if (text.length() > longest) {
      throw wrong(path + "." + field, "is longer than " + longest + " characters");
    }
    return text;
  }

  /** The object in a field; an empty one when there is none. */
  public Body child(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return new Body(node.objectNode(), path + "." + field, reader);
    }
    if (!(value instanceof ObjectNode object)) {
      throw wrong(path + "." + field, "must be an object");
    }
    return new Body(object, path + "." + field, reader);
  }

  private @Nullable JsonNode value(String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : value;
  }

  private static String text(JsonNode value, String at, int longest) {
    if (!value.isTextual()) {
      throw wrong(at, "must be a text");
    }
    if (value.textValue().length() > longest) {
      throw wrong(at, "is longer than " + longest + " characters");
    }
    return value.textValue();
  }
}
