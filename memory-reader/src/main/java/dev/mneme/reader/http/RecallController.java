package dev.mneme.reader.http;

import dev.mneme.reader.answer.Answer;
import dev.mneme.reader.answer.RecallAudit;
import dev.mneme.reader.answer.Recalls;
import dev.mneme.reader.consistency.Demand;
import dev.mneme.reader.instances.http.Hop;
import dev.mneme.reader.outcome.Audit;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.shell.audit.http.AuditReceipt;
import dev.mneme.shell.auth.Caller;
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
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recall over HTTP: the latest, in words, or one memory by its id. */
@Controller("/v1/personal/recall")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecallController {

  private final Recalls recalls;
  private final RecallAudit entries;
  private final Audit audit;
  private final InstantSource clock;
  private final OwnWrites ownWrites;
  private final RecallMeters meters;

  RecallController(
      Recalls recalls,
      RecallAudit entries,
      Audit audit,
      InstantSource clock,
      OwnWrites ownWrites,
      RecallMeters meters) {
    this.ownWrites = ownWrites;
    this.recalls = recalls;
    this.entries = entries;
    this.audit = audit;
    this.clock = clock;
    this.meters = meters;
  }

  /** The latest memories, or with q those that answer it. */
  @Get
  RecallAnswer recall(
      HttpRequest<?> request,
      @QueryValue @Nullable String subject,
      @QueryValue @Nullable String q,
      @QueryValue @Nullable String limit,
      @QueryValue @Nullable String tenant,
      @QueryValue @Nullable String type,
      @QueryValue("session_id") @Nullable String sessionId,
      @QueryValue @Nullable String since,
      @QueryValue @Nullable String until,
      @QueryValue @Nullable String tag,
      @QueryValue @Nullable String project,
      @QueryValue @Nullable String status,
      @QueryValue @Nullable String explain,
      @QueryValue("consistency_token") @Nullable String consistencyToken,
      @QueryValue @Nullable String sort,
      @QueryValue @Nullable String cursor) {
    RecallBody body =
        new RecallBody(
            tenant,
            subject,
            q,
            RecallValidation.number("limit", limit),
            type,
            sessionId,
            since,
            until,
            tag,
            project,
            status,
            RecallValidation.flag("explain", explain),
            consistencyToken,
            sort,
            cursor);
    return answer(
        RecallValidation.query(body.of(CurrentCaller.of(request)), "q"),
        body.explained(),
        consistencyToken,
        request);
  }

  /** Memories that answer a question in words, or without one the latest. */
  @Post
  @Status(HttpStatus.OK)
  RecallAnswer recall(HttpRequest<?> request, @Body @Nullable RecallBody body) {
    if (body == null) {
      throw ApiProblem.of(ErrorCode.VALIDATION_ERROR, "the body is missing");
    }
    return answer(
        RecallValidation.query(body.of(CurrentCaller.of(request)), "query"),
        body.explained(),
        body.consistencyToken(),
        request);
  }

  /**
   * One memory, or none: that it is not there (yet) is an answer too, like everywhere in recall.
   */
  @Get("/{id}")
  RecallAnswer byId(
      HttpRequest<?> request,
      @PathVariable String id,
      @QueryValue @Nullable String subject,
      @QueryValue @Nullable String tenant,
      @QueryValue("consistency_token") @Nullable String consistencyToken) {
    Caller caller = CurrentCaller.of(request);
    return answer(
        RecallValidation.byId(id, caller.subjectOr(subject), caller.tenantOr(tenant)),
        false,
        consistencyToken,
        request);
  }

  private RecallAnswer answer(
      RecallQuery query,
      boolean explain,
      @Nullable String consistencyToken,
      HttpRequest<?> request) {
    CurrentCaller.require(
        request, Family.PERSONAL, Operation.RECALL, query.tenant(), query.subject());
    long start = System.nanoTime();
    Demand demand = ownWrites.demand(request, consistencyToken, query);
    Answer answer =
        Hop.timeLeft(request)
            .map(left -> recalls.answer(query, demand, left))
            .orElseGet(() -> recalls.answer(query, demand));
    meters.answered(answer);
    UUID id = UUID.randomUUID();
    boolean handed =
        audit.hand(
            entries.of(
                id,
                query,
                answer,
                CurrentCaller.of(request).client(),
                TraceId.current(request),
                clock.instant()),
            TraceId.parent(request));
    if (handed) {
      AuditReceipt.give(request, id);
    }
    return RecallAnswer.of(
        answer,
        PageCursor.next(query, answer.memories()),
        explain,
        handed ? id : null,
        Duration.ofNanos(System.nanoTime() - start));
  }
}
