package dev.mneme.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Redacts every text of a structure of maps, lists and values, such as JSON: keys and values at any
 * depth. A value is read knowing the key it stands under. A number, or anything else, that reads as
 * personal data becomes a text with its placeholder.
 */
public final class StructureRedactor {
  /** A structure after redaction, of the same shape. */
  public record Result(@Nullable Object value, Map<PiiType, Integer> counts) {}

  private static final int DEEPEST = 128;

  private final Redactor redactor;

  public StructureRedactor(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * @throws IllegalArgumentException if it is nested more than 128 deep
   */
  public Result redact(@Nullable Object structure) {
    return redact(structure, "");
  }

  /**
   * @param label the key the structure stands under
   * @throws IllegalArgumentException if it is nested more than 128 deep
   */
  public Result redact(@Nullable Object structure, String label) {
    Walk walk = new Walk();
    Object value = walk.value(structure, label, 0);
    return new Result(value, Collections.unmodifiableMap(walk.counts));
  }

  private final class Walk {
    private final Map<PiiType, Integer> counts = new EnumMap<>(PiiType.class);

    @Nullable Object value(@Nullable Object value, String label, int depth) {
      if (depth > DEEPEST) {
        throw new IllegalArgumentException("nested more than " + DEEPEST + " deep");
      }
      return switch (value) {
        case null -> null;
        case String text -> text(text, label);
        case Boolean flag -> flag;
        case Map<?, ?> map -> map(map, depth);
        case Iterable<?> items -> list(items, label, depth);
        case Object[] items -> list(Arrays.asList(items), label, depth);
        default -> other(value, label);
      };
    }

    private String text(String text, String label) {
      Redacted redacted = redactor.redact(text, label);
      redacted.counts().forEach((type, count) -> counts.merge(type, count, Integer::sum));
      return redacted.text();
    }

    private Object other(Object value, String label) {
      String text = value.toString();
      String redacted = text(text, label);
      return redacted.equals(text) ? value : redacted;
    }

    private List<@Nullable Object> list(Iterable<?> items, String label, int depth) {
      List<@Nullable Object> redacted = new ArrayList<>();
      for (Object item : items) {
        redacted.add(value(item, label, depth + 1));
      }
      return redacted;
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
      Map<String, @Nullable Object> redacted = new LinkedHashMap<>();
      Map<String, Integer> times = new HashMap<>();
      map.forEach(
          (known, value) -> {
            String name = String.valueOf(known);
            String key = unused(text(name, ""), redacted, times);
            redacted.put(key, value(value, name, depth + 1));
          });
      return redacted;
    }

    /** Two keys may have the same placeholder: neither value may be lost. */
    private static String unused(String key, Map<String, ?> taken, Map<String, Integer> times) {
      String unused = key;
      while (taken.containsKey(unused)) {
        unused = key + " (" + (times.merge(key, 1, Integer::sum) + 1) + ")";
      }
      return unused;
    }
  }
}
