package dev.mneme.reader.recall;

import dev.mneme.reader.recall.ranking.ScoreParts;
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
 * @param parts what the score is made of; null when the layer does not say
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
    @Nullable String project,
    String status,
    double confidence,
    double score,
    @Nullable ScoreParts parts) {

  public RecalledMemory {
    tags = List.copyOf(tags);
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    redactions = Collections.unmodifiableMap(new TreeMap<>(redactions));
  }
}
