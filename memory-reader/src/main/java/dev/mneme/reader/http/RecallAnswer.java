package dev.mneme.reader.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.reader.answer.Answer;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.Recollection.RankedBy;
import dev.mneme.reader.recall.blend.Provenance;
import dev.mneme.reader.recall.ranking.ScoreParts;
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
 * @param nextCursor what the memories behind these are asked for with; null in words, and at the
 *     end
 * @param servedBy new, legacy or none
 * @param stale what the consistency token stands for may be missing
 * @param auditReceiptId null when the audit event is not on its way
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record RecallAnswer(
    List<Item> items,
    int count,
    @Nullable String nextCursor,
    String servedBy,
    @Nullable Degraded degraded,
    boolean stale,
    @Nullable Ranked ranking,
    @Nullable UUID auditReceiptId,
    double tookMs) {

  /**
   * One memory.
   *
   * @param provenance episodic, semantic, convergent or completed; left out where recall is not
   *     blended
   */
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
      @Nullable String project,
      String status,
      double confidence,
      double score,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String provenance,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Explanation explanation) {

    static Item of(RecalledMemory memory, boolean explain, boolean blended) {
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
          memory.project(),
          memory.status(),
          memory.confidence(),
          memory.score(),
          blended ? provenanceOf(memory.parts()) : null,
          explain && memory.parts() != null ? Explanation.of(memory.parts()) : null);
    }
  }

  private static String provenanceOf(@Nullable ScoreParts parts) {
    return parts == null || parts.blend() == null
        ? Provenance.EPISODIC.label()
        : parts.blend().provenance().label();
  }

  /** Why the layer that should have served did not. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Degraded(String reason, String because) {

    static @Nullable Degraded of(@Nullable Degradation degradation) {
      return degradation == null ? null : new Degraded(degradation.reason(), degradation.because());
    }
  }

  /**
   * What the ranking was made from; null without words.
   *
   * @param dense used, late, failed, off, or none when no memory has a vector yet
   * @param memories how many the subject has
   * @param embedded how many of them have a vector
   * @param abstained whether nothing was close enough to be an answer
   * @param semantic whether concepts took part: used, none, late, failed, corrupt, resting or
   *     unknown; left out where recall is not blended
   * @param because the figures by which that was decided; only when explained
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Ranked(
      String dense,
      int memories,
      int embedded,
      boolean abstained,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String semantic,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String because) {

    static @Nullable Ranked of(@Nullable RankedBy how, boolean explain) {
      return how == null
          ? null
          : new Ranked(
              how.meaning(),
              how.memories(),
              how.embedded(),
              how.abstained(),
              how.semantic(),
              explain ? how.because() : null);
    }
  }

  static RecallAnswer of(
      Answer answer,
      @Nullable String nextCursor,
      boolean explain,
      @Nullable UUID receipt,
      Duration took) {
    Layer servedBy = answer.servedBy();
    boolean blended = answer.how() != null && answer.how().semantic() != null;
    return new RecallAnswer(
        answer.memories().stream().map(memory -> Item.of(memory, explain, blended)).toList(),
        answer.memories().size(),
        nextCursor,
        servedBy == null ? "none" : servedBy.label(),
        Degraded.of(answer.degradation()),
        answer.stale(),
        Ranked.of(answer.how(), explain),
        receipt,
        took.toNanos() / 1_000_000.0);
  }
}
