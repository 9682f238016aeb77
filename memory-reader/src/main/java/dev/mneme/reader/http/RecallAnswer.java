package dev.mneme.reader.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.reader.answer.Answer;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.routing.Degradation;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recall as it is answered.
 *
 * @param servedBy new, legacy or none
 * @param auditReceiptId null when the audit event is not on its way
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record RecallAnswer(
    List<Item> items,
    int count,
    String servedBy,
    @Nullable Degraded degraded,
    @Nullable UUID auditReceiptId,
    double tookMs) {

  /** One memory. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Item(
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

    static Item of(RecalledMemory memory) {
      return new Item(
          memory.id(),
          memory.text(),
          memory.type(),
          memory.speaker(),
          memory.conversation(),
          memory.session(),
          memory.occurredAt(),
          memory.createdAt(),
          memory.tags(),
          memory.metadata(),
          memory.redactions(),
          memory.score());
    }
  }

  /** Why the new layer did not serve. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Degraded(String reason, String because) {

    static @Nullable Degraded of(@Nullable Degradation degradation) {
      return degradation == null ? null : new Degraded(degradation.reason(), degradation.because());
    }
  }

  static RecallAnswer of(Answer answer, @Nullable UUID receipt, Duration took) {
    Layer servedBy = answer.servedBy();
    return new RecallAnswer(
        answer.memories().stream().map(Item::of).toList(),
        answer.memories().size(),
        servedBy == null ? "none" : servedBy.label(),
        Degraded.of(answer.degradation()),
        receipt,
        took.toNanos() / 1_000_000.0);
  }
}
