package dev.mneme.writer.admission;

import dev.mneme.events.ForgetMemory;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import dev.mneme.identity.Pseudonym;
import dev.mneme.writer.admission.Verdict.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code memory.events}. Refusals name the field and never its value, because a value
 * that breaks the rules may be anything, personal data included.
 */
public final class Admission {
  public static final Set<String> TYPES =
      Set.of("decision", "constraint", "gotcha", "style_rule", "learning", "fact", "episode");

  private static final int LONGEST_TENANT = 64;

  private final Limits limits;

  public Admission(Limits limits) {
    this.limits = limits;
  }

  /** Whether a name has the form of a tenant's. */
  public static boolean isTenant(String candidate) {
    if (candidate.isEmpty() || candidate.length() > LONGEST_TENANT || candidate.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < candidate.length(); i++) {
      char c = candidate.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  /**
   * @param key of the record the event came in, or null if it had none
   */
  public Verdict examine(MemoryEvent event, @Nullable String key) {
    Optional<Refused> refused = envelope(event, key);
    if (refused.isPresent()) {
      return refused.get();
    }
    StoreMemory memory = event.getStore();
    ForgetMemory order = event.getForget();
    if (memory != null && order != null) {
      return new Refused("store, forget", "are both set; exactly one operation is allowed");
    }
    if (memory != null) {
      Optional<Refused> wrong = memory(memory);
      return wrong.isPresent() ? wrong.get() : new Verdict.Store(event, memory);
    }
    if (order != null) {
      Optional<Refused> wrong = atMost("forget.reason", order.getReason(), limits.name());
      return wrong.isPresent() ? wrong.get() : new Verdict.Forget(event, order);
    }
    return new Refused("store, forget", "are both unset; the operation is not known here");
  }

  private Optional<Refused> envelope(MemoryEvent event, @Nullable String key) {
    if (!isTenant(event.getTenant())) {
      return refused("tenant", "is not 1 to 64 lower-case letters, digits and hyphens");
    }
    if (!Pseudonym.isValid(event.getSubject())) {
      return refused(
          "subject",
          "is no pseudonym: hs_ and 43 or more base64url characters, or 64 hexadecimal digits");
    }
    if (!event.getSubject().equals(key)) {
      return refused(
          "key", key == null ? "is missing; it must be the subject" : "is not the subject");
    }
    return atMost("source", event.getSource(), limits.name());
  }

  private Optional<Refused> memory(StoreMemory memory) {
    if (!TYPES.contains(memory.getType())) {
      return refused("store.type", "is none of the known types");
    }
    if (memory.getText().isBlank()) {
      return refused("store.text", "is empty");
    }
    return Stream.of(
            atMost("store.text", memory.getText(), limits.text()),
            atMost("store.speaker", memory.getSpeaker(), limits.name()),
            atMost("store.conversation", memory.getConversation(), limits.name()),
            atMost("store.session", memory.getSession(), limits.name()),
            tags(memory.getTags()),
            metadata(memory.getMetadata()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Refused> tags(List<String> tags) {
    if (tags.size() > limits.tags()) {
      return refused("store.tags", "has more than " + limits.tags() + " entries");
    }
    for (int i = 0; i < tags.size(); i++) {
      Optional<Refused> wrong = atMost("store.tags[" + i + "]", tags.get(i), limits.name());
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  /** Keys are the publisher's own words, so a refusal does not repeat them. */
  private Optional<Refused> metadata(Map<String, String> metadata) {
    if (metadata.size() > limits.metadataEntries()) {
      return refused("store.metadata", "has more than " + limits.metadataEntries() + " entries");
    }
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      Optional<Refused> key = atMost("store.metadata key", entry.getKey(), limits.metadataKey());
      if (key.isPresent()) {
        return key;
      }
      Optional<Refused> value =
          atMost("store.metadata value", entry.getValue(), limits.metadataValue());
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  private static Optional<Refused> atMost(String field, @Nullable String value, int most) {
    return value == null || value.length() <= most
        ? Optional.empty()
        : refused(field, "is longer than " + most + " characters");
  }

  private static Optional<Refused> refused(String field, String problem) {
    return Optional.of(new Refused(field, problem));
  }
}
