package dev.mneme.cli.eval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.http.JsonHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Asks the reader, as any caller does. */
public final class Asking {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** When nothing more has come for so long, what was said twice is not coming any more. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private static final String TURN = "dia_id";

  private final JsonHttp http;
  private final String url;
  private final String packs;
  private final String tenant;
  private final int packBudget;

  /**
   * @param reader address of the reader
   * @param packBudget tokens of the context pack that is asked for with each question; 0 asks none
   */
  public Asking(JsonHttp http, String reader, String tenant, int packBudget) {
    this.http = http;
    this.url = reader + "/v1/personal/recall";
    this.packs = reader + "/v1/context-packs/preview";
    this.tenant = tenant;
    this.packBudget = packBudget;
  }

  /** How far the memories of a subject are. */
  public record Progress(long memories, long embedded, long of) {}

  /** Waits until the subject's turns can be recalled and have their vectors. */
  public void awaitReady(String subject, long turns, Duration within, Consumer<Progress> progress)
      throws CommandFailure, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    long changed = System.nanoTime();
    Progress last = new Progress(0, 0, turns);
    while (true) {
      JsonNode ranking = ask(subject, "what was said first", 1).path("ranking");
      Progress now =
          new Progress(ranking.path("memories").asLong(), ranking.path("embedded").asLong(), turns);
      if (!now.equals(last)) {
        progress.accept(now);
        changed = System.nanoTime();
        last = now;
      }
      boolean settled = System.nanoTime() - changed > SETTLED.toNanos();
      boolean all = now.memories() >= turns || (settled && now.memories() > 0);
      boolean vectors =
          "off".equals(ranking.path("dense").asText()) || now.embedded() >= now.memories();
      if (all && vectors) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new CommandFailure(
            "Only %d of %d turns can be recalled, %d of them with a vector, after %d s: see \"mneme lag\""
                .formatted(now.memories(), turns, now.embedded(), within.toSeconds()));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  public Answered ask(LabelledQuestion question, String subject, int limit)
      throws CommandFailure, InterruptedException {
    return askBlended(question, subject, limit).answered();
  }

  /** The same, with where each result is from. */
  public BlendedAnswer askBlended(LabelledQuestion question, String subject, int limit)
      throws CommandFailure, InterruptedException {
    long start = System.nanoTime();
    JsonNode body = ask(subject, question.question(), limit);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    List<String> ranked = new ArrayList<>();
    body.path("items").forEach(item -> ranked.add(item.path("metadata").path(TURN).asText("")));
    String served = body.path("served_by").asText("none");
    List<String> provenances = new ArrayList<>();
    body.path("items").forEach(item -> provenances.add(item.path("provenance").asText("")));
    return new BlendedAnswer(
        new Answered(
            question,
            ranked,
            packBudget == 0 || !question.isAnswerable() ? null : packed(question, subject),
            "new".equals(served) ? body.path("ranking").path("dense").asText("?") : served,
            took),
        provenances,
        body.path("ranking").path("semantic").asText(""));
  }

  private Set<String> packed(LabelledQuestion question, String subject)
      throws CommandFailure, InterruptedException {
    JsonHttp.Answer answer =
        http.post(
            packs,
            Map.of(
                "tenant",
                tenant,
                "subject",
                subject,
                "query",
                question.question(),
                "budget_tokens",
                packBudget));
    if (!answer.isOk()) {
      throw new CommandFailure("The reader refused: " + answer.problem());
    }
    Set<String> turns = new LinkedHashSet<>();
    answer
        .body()
        .path("items")
        .forEach(item -> turns.add(item.path("metadata").path(TURN).asText("")));
    return turns;
  }

  private JsonNode ask(String subject, String question, int limit)
      throws CommandFailure, InterruptedException {
    JsonHttp.Answer answer =
        http.post(
            url, Map.of("tenant", tenant, "subject", subject, "query", question, "limit", limit));
    if (!answer.isOk()) {
      throw new CommandFailure("The reader refused: " + answer.problem());
    }
    return answer.body();
  }
}
