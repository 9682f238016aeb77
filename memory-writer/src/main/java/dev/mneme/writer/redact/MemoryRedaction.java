package dev.mneme.writer.redact;

import dev.mneme.events.StoreMemory;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Redactor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Redacts every field of a memory, keys of metadata included, and JSON inside a field at any depth.
 * Doing it again changes nothing. NUL is taken out on the way: PostgreSQL cannot store it.
 */
public final class MemoryRedaction {
  private final Redactor redactor;
  private final JsonRedaction json;
  private final KnownClean clean = new KnownClean();

  public MemoryRedaction(Redactor redactor) {
    this.redactor = redactor;
    this.json = new JsonRedaction(redactor);
  }

  public String policyVersion() {
    return redactor.policy().version();
  }

  public RedactedMemory redact(StoreMemory memory) {
    Map<PiiType, Integer> counts = new EnumMap<>(PiiType.class);
    StoreMemory redacted =
        StoreMemory.newBuilder()
            .setType(memory.getType())
            .setText(field("", memory.getText(), counts))
            .setSpeaker(optional("speaker", memory.getSpeaker(), counts))
            .setConversation(optional("conversation", memory.getConversation(), counts))
            .setSession(optional("session", memory.getSession(), counts))
            .setTags(tags(memory.getTags(), counts))
            .setMetadata(metadata(memory.getMetadata(), counts))
            .build();
    Map<String, Integer> redactions = new TreeMap<>();
    counts.forEach((type, count) -> redactions.put(type.name(), count));
    return new RedactedMemory(redacted, redactions);
  }

  /** Redacts words that belong to no memory, such as the reason to forget one. */
  public String redact(String words) {
    return field("", words, new EnumMap<>(PiiType.class));
  }

  private List<String> tags(List<String> tags, Map<PiiType, Integer> counts) {
    List<String> redacted = new ArrayList<>(tags.size());
    for (String tag : tags) {
      redacted.add(field("", tag, counts));
    }
    return redacted;
  }

  /** In the order of the keys, so that the same memory gives the same bytes. */
  private Map<String, String> metadata(Map<String, String> metadata, Map<PiiType, Integer> counts) {
    Map<String, String> redacted = new TreeMap<>();
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                redacted.put(
                    distinct(field("", key, counts), redacted), field(key, value, counts)));
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

  private @Nullable String optional(
      String label, @Nullable String value, Map<PiiType, Integer> counts) {
    return value == null ? null : field(label, value, counts);
  }

  private String field(String label, String value, Map<PiiType, Integer> counts) {
    if (clean.contains(label, value)) {
      return value;
    }
    String text = value.indexOf('\0') < 0 ? value : value.replace("\0", "");
    String redacted = redactor.redact(json.redact(text, label).orElse(text), label).text();
    if (redacted.indexOf('[') < 0) {
      if (redacted.equals(value)) {
        clean.add(label, value);
      }
      return redacted;
    }
    Redactor.placeholdersIn(redacted).forEach((type, n) -> counts.merge(type, n, Integer::sum));
    return redacted;
  }
}
