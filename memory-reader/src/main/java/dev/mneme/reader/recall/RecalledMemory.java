package dev.mneme.reader.recall;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A memory as a layer returns it, redacted long before it got there.
 *
 * @param score how well it matches the words, in the layer's own scale; 0 when no words were asked
 */
public record RecalledMemory(
    UUID id,
    String text,
    String type,
    @Nullable String speaker,
    @Nullable String conversation,
    @Nullable String session,
    Instant occurredAt,
    Instant createdAt,
    List<String> tags,
    Map<String, String> metadata,
    Map<String, Integer> redactions,
    double score) {

  public RecalledMemory {
    tags = List.copyOf(tags);
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    redactions = Collections.unmodifiableMap(new TreeMap<>(redactions));
  }
}
