package dev.mneme.reader.http;

import dev.mneme.reader.pack.Tokenizer;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A context pack as it is asked for: a recall, and how long its text may be. */
@Serdeable(naming = SnakeCaseStrategy.class)
record PackBody(
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String query,
    @Nullable Integer budgetTokens,
    @Nullable String tokenizer,
    @Nullable String type,
    @Nullable String sessionId,
    @Nullable String since,
    @Nullable String until,
    @Nullable String tag,
    @Nullable String project,
    @Nullable String status,
    @Nullable String consistencyToken) {

  static final int LEAST = 100;
  static final int MOST = 100_000;
  static final int DEFAULT = 4_000;

  /** A line of a pack is hardly ever shorter. */
  private static final int TOKENS_OF_A_LINE = 10;

  private static final int FEWEST = 50;

  int budget() {
    int budget = budgetTokens == null ? DEFAULT : budgetTokens;
    if (budget < LEAST || budget > MOST) {
      throw wrong("budget_tokens", "must be from " + LEAST + " to " + MOST);
    }
    return budget;
  }

  Tokenizer counted() {
    return tokenizer == null
        ? Tokenizer.CL100K_BASE
        : Tokenizer.labelled(tokenizer)
            .orElseThrow(
                () ->
                    wrong(
                        "tokenizer",
                        "must be one of "
                            + Arrays.stream(Tokenizer.values())
                                .map(Tokenizer::label)
                                .collect(Collectors.joining(", "))));
  }

  /** The recall among whose memories is chosen: more of them than can fit. */
  RecallBody recall(Caller caller) {
    int candidates =
        Math.clamp(budget() / TOKENS_OF_A_LINE, FEWEST, RecallValidation.LARGEST_LIMIT);
    return new RecallBody(
            tenant,
            subject,
            query,
            candidates,
            type,
            sessionId,
            since,
            until,
            tag,
            project,
            status,
            false,
            consistencyToken,
            null,
            null)
        .of(caller);
  }

  private static ApiProblem wrong(String field, String what) {
    return ApiProblem.of(ErrorCode.VALIDATION_ERROR, field + " " + what, Map.of("field", field));
  }
}
