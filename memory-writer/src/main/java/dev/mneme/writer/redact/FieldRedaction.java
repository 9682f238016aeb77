package dev.mneme.writer.redact;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.Operator;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Redacted;
import dev.mneme.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the values that fields are made of. The same label and value give the same result
 * wherever they stand, so that a session that is to be forgotten is still found by its name.
 */
final class FieldRedaction {
  private final Redactor redactor;
  private final JsonRedaction json;
  private final KnownClean clean = new KnownClean();

  FieldRedaction(Redactor redactor) {
    this.redactor = redactor;
    this.json = new JsonRedaction(redactor);
  }

  @Nullable String optional(String label, @Nullable String value, Counts counts) {
    return value == null ? null : words(label, value, counts);
  }

  @Nullable List<String> optionalList(@Nullable List<String> values, Counts counts) {
    return values == null ? null : list(values, counts);
  }

  @Nullable Map<String, String> optionalMap(@Nullable Map<String, String> values, Counts counts) {
    return values == null ? null : map(values, counts);
  }

  List<String> list(List<String> values, Counts counts) {
    List<String> redacted = new ArrayList<>(values.size());
    for (String value : values) {
      redacted.add(words("", value, counts));
    }
    return redacted;
  }

  /** In the order of the keys, so that the same memory gives the same bytes. */
  Map<String, String> map(Map<String, String> values, Counts counts) {
    Map<String, String> redacted = new TreeMap<>();
    new TreeMap<>(values)
        .forEach(
            (key, value) ->
                redacted.put(
                    distinct(words("", key, counts), redacted), words(key, value, counts)));
    return redacted;
  }

  /** Two keys may be the same once redacted; neither value is dropped for that. */
  private static String distinct(String key, Map<String, String> taken) {
    String candidate = key;
    for (int n = 2; taken.containsKey(candidate); n++) {
      candidate = key + " (" + n + ")";
    }
    return candidate;
  }

  /** What is JSON stays JSON: it is redacted value by value and never as a text. */
  @Nullable String structured(@Nullable String value, Counts counts) {
    if (value == null) {
      return null;
    }
    String text = withoutNul(value);
    return json.redact(text, "", redacted -> count(redacted, counts))
        .orElseGet(() -> words("", text, counts));
  }

  String words(String label, String value, Counts counts) {
    if (clean.contains(label, value)) {
      return value;
    }
    String text = withoutNul(value);
    Redacted redacted = redactor.redact(json.redact(text, label, _ -> {}).orElse(text), label);
    boolean holds = count(redacted, counts);
    if (!holds && redacted.text().equals(value)) {
      clean.add(label, value);
    }
    return redacted.text();
  }

  /** PostgreSQL cannot store it. */
  private static String withoutNul(String value) {
    return value.indexOf('\0') < 0 ? value : value.replace("\0", "");
  }

  /** Placeholders, whoever put them there, and what the policy lets stand. */
  private boolean count(Redacted redacted, Counts counts) {
    boolean holds = false;
    if (redacted.text().indexOf('[') >= 0) {
      Map<PiiType, Integer> places = Redactor.placeholdersIn(redacted.text());
      places.forEach(counts::add);
      holds = !places.isEmpty();
    }
    for (Finding finding : redacted.findings()) {
      if (redactor.policy().operators().get(finding.type()) instanceof Operator.Keep) {
        counts.add(finding.type(), 1);
        holds = true;
      }
    }
    return holds;
  }
}
