package dev.mneme.reader.http;

import dev.mneme.reader.answer.Answer;
import dev.mneme.reader.answer.RecallAudit;
import dev.mneme.reader.answer.Recalls;
import dev.mneme.reader.consistency.Demand;
import dev.mneme.reader.instances.http.Hop;
import dev.mneme.reader.outcome.Audit;
import dev.mneme.reader.pack.ContextPack;
import dev.mneme.reader.pack.PackPolicy;
import dev.mneme.reader.pack.Packing;
import dev.mneme.reader.pack.Tokenizer;
import dev.mneme.reader.pack.jtokkit.JtokkitCounters;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.shell.audit.http.AuditReceipt;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.auth.http.CurrentCaller;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.http.TraceId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/context-packs/preview}: a recall as a text of so many tokens, for a model to
 * read. It is permitted, degraded and audited as a recall, of the memories that are in the text.
 */
@Controller("/v1/context-packs")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ContextPackController {

  private final Recalls recalls;
  private final RecallAudit entries;
  private final Audit audit;
  private final OwnWrites ownWrites;
  private final RecallMeters meters;
  private final InstantSource clock;
  private final JtokkitCounters counters = new JtokkitCounters();

  ContextPackController(
      Recalls recalls,
      RecallAudit entries,
      Audit audit,
      OwnWrites ownWrites,
      RecallMeters meters,
      InstantSource clock) {
    this.recalls = recalls;
    this.entries = entries;
    this.audit = audit;
    this.ownWrites = ownWrites;
    this.meters = meters;
    this.clock = clock;
  }

  /** A text of the best memories within a budget of tokens. */
  @Post("/preview")
  @Status(HttpStatus.OK)
  PackAnswer preview(HttpRequest<?> request, @Body @Nullable PackBody body) {
    if (body == null) {
      throw ApiProblem.of(ErrorCode.VALIDATION_ERROR, "the body is missing");
    }
    int budget = body.budget();
    Tokenizer tokenizer = body.counted();
    RecallQuery query = RecallValidation.query(body.recall(CurrentCaller.of(request)), "query");
    CurrentCaller.require(
        request, Family.PERSONAL, Operation.RECALL, query.tenant(), query.subject());
    long start = System.nanoTime();
    Demand demand = ownWrites.demand(request, body.consistencyToken(), query);
    Answer answer =
        Hop.timeLeft(request)
            .map(left -> recalls.answer(query, demand, left))
            .orElseGet(() -> recalls.answer(query, demand));
    meters.answered(answer);
    ContextPack pack =
        new Packing(counters.of(tokenizer), PackPolicy.DEFAULT).pack(answer.memories(), budget);
    UUID id = UUID.randomUUID();
    boolean handed =
        audit.hand(
            entries.of(
                id,
                query,
                given(answer, pack),
                CurrentCaller.of(request).client(),
                TraceId.current(request),
                clock.instant()),
            TraceId.parent(request));
    if (handed) {
      AuditReceipt.give(request, id);
    }
    return PackAnswer.of(
        pack, tokenizer, answer, handed ? id : null, Duration.ofNanos(System.nanoTime() - start));
  }

  /** The answer with only those memories that are handed out. */
  private static Answer given(Answer answer, ContextPack pack) {
    return new Answer(
        pack.items().stream().map(ContextPack.Item::memory).toList(),
        answer.servedBy(),
        answer.degradation(),
        answer.how(),
        answer.stale());
  }
}
