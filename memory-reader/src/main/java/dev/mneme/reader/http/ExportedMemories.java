package dev.mneme.reader.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export as JSON, as it is documented; it is written memory by memory and never stands whole.
 *
 * @param count how many there are; an answer without it broke off
 */
record ExportedMemories(List<Memory> items, int count) {

  /** A memory with all that is kept of it. */
  record Memory(
      UUID id,
      String type,
      String status,
      String text,
      @Nullable String speaker,
      @Nullable String conversation,
      @Nullable String session,
      @Nullable String project,
      List<String> tags,
      List<String> anchors,
      Map<String, String> metadata,
      @Nullable Map<String, Object> data,
      double confidence,
      Instant occurredAt,
      Instant createdAt,
      @Nullable Instant updatedAt,
      @Nullable Instant expiresAt,
      long revision,
      List<UUID> mergedFrom,
      Map<String, Integer> redactions) {}
}
