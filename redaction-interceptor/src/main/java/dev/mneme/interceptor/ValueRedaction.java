package dev.mneme.interceptor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mneme.redaction.Redactor;
import dev.mneme.redaction.StructureRedactor;
import java.nio.ByteBuffer;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Redacts every string of a value at any depth. What came in is not changed: the caller may send it
 * again. Strings that are JSON stay JSON. Numbers, enums, bytes and fixed of an Avro record keep
 * their type and so stay.
 */
final class ValueRedaction {
  private static final int DEEPEST = 128;

  /** Of an event these are no words: they were checked to be what they say, or will be. */
  private static final String EVENT = "dev.mneme.events.MemoryEvent";

  private static final Set<String> NAMES_OF_EVENT = Set.of("tenant", "subject");

  /** Strict: what it reads past, such as a second value of a key, would escape redaction. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Redactor redactor;
  private final StructureRedactor structures;

  ValueRedaction(Redactor redactor) {
    this.redactor = redactor;
    this.structures = new StructureRedactor(redactor);
  }

  /**
   * @throws UnreadableException when it is of a kind whose words cannot be read here
   */
  @Nullable Object redact(@Nullable Object value) {
    return redact(value, "", 0);
  }

  /** Whether a text holds nothing personal by the policy. */
  boolean isClean(String text) {
    return redactor.redact(text).findings().isEmpty();
  }

  private @Nullable Object redact(@Nullable Object value, String label, int depth) {
    if (depth > DEEPEST) {
      throw new UnreadableException("it is nested more than " + DEEPEST + " deep");
    }
    return switch (value) {
      case null -> null;
      case CharSequence text -> text(text, label);
      case IndexedRecord record -> record(record, depth);
      case Map<?, ?> map -> map(map, depth);
      case List<?> list -> list(list, label, depth);
      case Boolean flag -> flag;
      case Number number -> number(number, label, depth);
      case UUID id -> id;
      case Temporal time -> time;
      case GenericEnumSymbol<?> symbol -> symbol;
      case Enum<?> constant -> constant;
      case GenericFixed fixed when depth > 0 -> fixed;
      case ByteBuffer bytes when depth > 0 -> bytes;
      default ->
          throw new UnreadableException(
              "a value of " + value.getClass().getName() + " has no strings that can be seen");
    };
  }

  private Object text(CharSequence text, String label) {
    String before = text.toString();
    String after = json(before, label);
    return after.contentEquals(text) ? text : after;
  }

  private String json(String text, String label) {
    String trimmed = text.strip();
    if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
      try {
        Object tree = JSON.readValue(trimmed, Object.class);
        Object redacted = structures.redact(tree, label).value();
        return tree.equals(redacted) ? text : JSON.writeValueAsString(redacted);
      } catch (JsonProcessingException | IllegalArgumentException e) {
        return redactor.redact(text, label).text(); // words that begin with a bracket
      }
    }
    return redactor.redact(text, label).text();
  }

  /** Of a type of its own it cannot become a placeholder; what reads as personal is not sent. */
  private Number number(Number number, String label, int depth) {
    if (depth == 0 && !redactor.redact(number.toString(), label).findings().isEmpty()) {
      throw new UnreadableException("the value is a number that reads as personal data");
    }
    return number;
  }

  private IndexedRecord record(IndexedRecord record, int depth) {
    Schema schema = record.getSchema();
    Set<String> names = schema.getFullName().equals(EVENT) ? NAMES_OF_EVENT : Set.of();
    IndexedRecord copy =
        record instanceof SpecificRecord specific
            ? empty(specific)
            : new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      Object value = record.get(field.pos());
      copy.put(
          field.pos(),
          names.contains(field.name()) ? value : redact(value, field.name(), depth + 1));
    }
    return copy;
  }

  /** By its own constructor: it is an object of ours already, so there is no class to trust. */
  private static IndexedRecord empty(SpecificRecord record) {
    try {
      return record.getClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new UnreadableException(
          record.getClass().getName() + " has no public constructor without arguments");
    }
  }

  private Map<Object, @Nullable Object> map(Map<?, ?> map, int depth) {
    Map<Object, @Nullable Object> redacted = new LinkedHashMap<>();
    map.forEach(
        (name, value) ->
            redacted.put(
                name instanceof CharSequence text
                    ? distinct(text(text, "").toString(), redacted)
                    : name,
                redact(value, String.valueOf(name), depth + 1)));
    return redacted;
  }

  /** Two keys may be the same once redacted; neither value is dropped for that. */
  private static String distinct(String key, Map<Object, ?> taken) {
    String candidate = key;
    for (int n = 2; taken.containsKey(candidate); n++) {
      candidate = key + " (" + n + ")";
    }
    return candidate;
  }

  private List<@Nullable Object> list(List<?> list, String label, int depth) {
    List<@Nullable Object> redacted = new ArrayList<>(list.size());
    for (Object element : list) {
      redacted.add(redact(element, label, depth + 1));
    }
    return redacted;
  }
}
