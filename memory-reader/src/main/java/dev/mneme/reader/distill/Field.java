package dev.mneme.reader.distill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.events.MemoryRecord;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field of a memory by its path: {@code confidence}, {@code type}, {@code status}, {@code
 * project}, {@code session}, {@code conversation}, {@code tags}, {@code anchors}, {@code
 * metadata.<key>}, {@code redactions.<type>}, {@code data.<name>.<name>…}. What was said and who
 * said it are no fields: a sentence is somebody's.
 */
public record Field(String root, List<String> below) {

  public static final String FORMS =
      "confidence, type, status, project, session, conversation, tags, anchors, metadata.<key>,"
          + " redactions.<type> or data.<name>.<name>";

  private static final Set<String> PLAIN =
      Set.of(
          "confidence", "type", "status", "project", "session", "conversation", "tags", "anchors");
  private static final Set<String> KEYED = Set.of("metadata", "redactions");
  private static final String DATA = "data";
  private static final int DEEPEST = 16;
  private static final int LONGEST_VALUE = 256;
  private static final ObjectMapper JSON = new ObjectMapper();

  public Field {
    below = List.copyOf(below);
  }

  /** The field at the path, if it is one. */
  public static Optional<Field> at(String path) {
    if (PLAIN.contains(path)) {
      return Optional.of(new Field(path, List.of()));
    }
    int dot = path.indexOf('.');
    String root = dot < 0 ? path : path.substring(0, dot);
    String rest = dot < 0 ? "" : path.substring(dot + 1);
    if (KEYED.contains(root) && !rest.isBlank()) {
      return Optional.of(new Field(root, List.of(rest)));
    }
    List<String> names = Arrays.asList(rest.split("\\.", -1));
    return root.equals(DATA) && names.size() <= DEEPEST && names.stream().noneMatch(String::isBlank)
        ? Optional.of(new Field(root, names))
        : Optional.empty();
  }

  /** The number that the memory has there; none when it is no number, or more than one. */
  public OptionalDouble number(MemoryRecord memory) {
    return switch (root) {
      case "confidence" -> OptionalDouble.of(memory.getConfidence());
      case "redactions" -> {
        Integer count = memory.getRedactions().get(below.getFirst());
        yield count == null ? OptionalDouble.empty() : OptionalDouble.of(count);
      }
      case "metadata" -> number(memory.getMetadata().get(below.getFirst()));
      case DATA -> {
        JsonNode node = node(memory);
        yield node.isNumber() ? finite(node.doubleValue()) : OptionalDouble.empty();
      }
      default -> OptionalDouble.empty();
    };
  }

  /** The values that the memory has there, each once. */
  public Set<String> values(MemoryRecord memory) {
    Set<String> values = new LinkedHashSet<>();
    switch (root) {
      case "confidence" -> add(values, Double.toString(memory.getConfidence()));
      case "type" -> add(values, memory.getType());
      case "status" -> add(values, memory.getStatus());
      case "project" -> add(values, memory.getProject());
      case "session" -> add(values, memory.getSession());
      case "conversation" -> add(values, memory.getConversation());
      case "tags" -> memory.getTags().forEach(tag -> add(values, tag));
      case "anchors" -> memory.getAnchors().forEach(anchor -> add(values, anchor));
      case "metadata" -> add(values, memory.getMetadata().get(below.getFirst()));
      case "redactions" -> {
        Integer count = memory.getRedactions().get(below.getFirst());
        add(values, count == null ? null : count.toString());
      }
      case DATA -> {
        JsonNode node = node(memory);
        if (node.isArray()) {
          node.forEach(element -> addScalar(values, element));
        } else {
          addScalar(values, node);
        }
      }
      default -> throw new IllegalStateException("a field is one of " + FORMS);
    }
    return values;
  }

  private static void addScalar(Set<String> values, JsonNode node) {
    if (node.isValueNode() && !node.isNull()) {
      add(values, node.asText());
    }
  }

  private static void add(Set<String> values, @Nullable String value) {
    if (value != null && value.length() <= LONGEST_VALUE) {
      values.add(value);
    }
  }

  private JsonNode node(MemoryRecord memory) {
    JsonNode node = JSON.missingNode();
    if (memory.getData() != null) {
      try {
        node = JSON.readTree(memory.getData());
      } catch (JsonProcessingException _) {
        return node; // whoever wrote it past the edge; it has no fields then
      }
    }
    for (String name : below) {
      node = node.path(name);
    }
    return node;
  }

  private static OptionalDouble number(@Nullable String text) {
    if (text == null || text.length() > 64 || text.isBlank()) {
      return OptionalDouble.empty();
    }
    char last = text.charAt(text.length() - 1);
    if (!Character.isDigit(last) && last != '.') {
      return OptionalDouble.empty(); // Java takes 1f and 0x1p3 for numbers, nobody else does
    }
    try {
      return finite(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble finite(double value) {
    // Negative zero is zero: they must not be two values.
    return Double.isFinite(value) ? OptionalDouble.of(value + 0.0) : OptionalDouble.empty();
  }
}
