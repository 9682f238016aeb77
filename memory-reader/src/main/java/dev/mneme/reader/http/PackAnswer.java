package dev.mneme.reader.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.reader.answer.Answer;
import dev.mneme.reader.pack.ContextPack;
import dev.mneme.reader.pack.Tokenizer;
import dev.mneme.reader.recall.Layer;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A context pack as it is answered.
 *
 * @param text for the model, Markdown
 * @param tokens of the text by the tokenizer
 * @param utilisation share of the budget that is used
 * @param considered how many memories there were to choose from
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record PackAnswer(
    String text,
    int tokens,
    int budgetTokens,
    double utilisation,
    String tokenizer,
    List<Cited> items,
    int count,
    int considered,
    String servedBy,
    RecallAnswer.@Nullable Degraded degraded,
    boolean stale,
    @Nullable UUID auditReceiptId,
    double tookMs) {

  /**
   * A memory in the text, in its order.
   *
   * @param marker what the text says of its confidence; empty when it is high
   * @param value relevance × confidence × recency
   * @param tokens of its line
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Cited(
      UUID id,
      String type,
      Instant occurredAt,
      double confidence,
      String marker,
      double value,
      int tokens,
      Map<String, String> metadata) {

    static Cited of(ContextPack.Item item) {
      return new Cited(
          item.memory().id(),
          item.memory().type(),
          item.memory().occurredAt(),
          item.memory().confidence(),
          item.certainty().marker(),
          item.value(),
          item.tokens(),
          item.memory().metadata());
    }
  }

  static PackAnswer of(
      ContextPack pack, Tokenizer tokenizer, Answer answer, @Nullable UUID receipt, Duration took) {
    Layer servedBy = answer.servedBy();
    return new PackAnswer(
        pack.text(),
        pack.tokens(),
        pack.budget(),
        pack.utilisation(),
        tokenizer.label(),
        pack.items().stream().map(Cited::of).toList(),
        pack.items().size(),
        pack.considered(),
        servedBy == null ? "none" : servedBy.label(),
        RecallAnswer.Degraded.of(answer.degradation()),
        answer.stale(),
        receipt,
        took.toNanos() / 1_000_000.0);
  }
}
