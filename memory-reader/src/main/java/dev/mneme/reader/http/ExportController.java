package dev.mneme.reader.http;

import dev.mneme.reader.export.ExportFormat;
import dev.mneme.reader.export.ExportOperation;
import dev.mneme.reader.export.ExportOperation.Given;
import dev.mneme.reader.export.ExportQuery;
import dev.mneme.reader.export.ExportRefused;
import dev.mneme.reader.export.Exports.AtOnce;
import dev.mneme.reader.export.Exports.Export;
import dev.mneme.reader.export.Exports.Later;
import dev.mneme.reader.export.PreparedExport;
import dev.mneme.reader.export.PreparedExport.Owner;
import dev.mneme.shell.audit.http.AuditReceipt;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.auth.http.CurrentCaller;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.http.TraceId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/personal/export}: few memories are the answer itself; many are prepared, and fetched
 * from where the answer says.
 */
@Controller("/v1/personal/export")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExportController {

  private final ExportOperation exports;

  ExportController(ExportOperation exports) {
    this.exports = exports;
  }

  /** The memories of a person, when they are few. */
  @Get(produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "The memories, in the format that was asked for",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ExportedMemories.class)),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string"))
      })
  HttpResponse<?> atOnce(
      HttpRequest<?> request,
      @QueryValue @Nullable String tenant,
      @QueryValue @Nullable String subject,
      @QueryValue @Nullable String format,
      @QueryValue @Nullable String type,
      @QueryValue("session_id") @Nullable String sessionId,
      @QueryValue @Nullable String since,
      @QueryValue @Nullable String until,
      @QueryValue @Nullable String tag,
      @QueryValue @Nullable String project,
      @QueryValue @Nullable String status) {
    ExportBody body =
        new ExportBody(
            tenant, subject, format, null, type, sessionId, since, until, tag, project, status);
    ExportQuery query = body.query(CurrentCaller.of(request));
    Owner owner = owner(request, query.tenant(), query.subject());
    return answered(
        () -> {
          Given<AtOnce> given = exports.atOnce(owner, query, TraceId.current(request));
          return bytes(request, given, query.format());
        });
  }

  /** The memories of a person; when they are many, they are prepared. */
  @Post(produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "The memories, in the format that was asked for",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ExportedMemories.class)),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string"))
      })
  @ApiResponse(
      responseCode = "202",
      description = "Being prepared",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ExportStatus.class)))
  HttpResponse<?> begin(HttpRequest<?> request, @Body @Nullable ExportBody body) {
    if (body == null) {
      throw ApiProblem.of(ErrorCode.VALIDATION_ERROR, "the body is missing");
    }
    ExportQuery query = body.query(CurrentCaller.of(request));
    Owner owner = owner(request, query.tenant(), query.subject());
    return answered(
        () -> {
          Given<Export> given =
              exports.begin(owner, query, body.prepared(), TraceId.current(request));
          return switch (given.what()) {
            case AtOnce atOnce ->
                bytes(request, new Given<>(atOnce, given.receipt()), query.format());
            case Later(PreparedExport prepared) -> {
              give(request, given.receipt());
              yield HttpResponse.accepted()
                  .header("Location", ExportStatus.location(prepared, ""))
                  .contentType(MediaType.APPLICATION_JSON_TYPE)
                  .body(ExportStatus.of(prepared, given.receipt()));
            }
          };
        });
  }

  /** How far a prepared export is. */
  @Get("/{id}")
  @ApiResponse(
      responseCode = "200",
      description = "How far it is",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ExportStatus.class)))
  HttpResponse<?> status(
      HttpRequest<?> request,
      @PathVariable String id,
      @QueryValue @Nullable String tenant,
      @QueryValue @Nullable String subject) {
    Owner owner = owner(request, tenant, subject);
    UUID export = RecallValidation.uuid("id", id);
    return answered(() -> HttpResponse.ok(ExportStatus.of(exports.status(owner, export), null)));
  }

  /** The memories of a prepared export. */
  @Get(uri = "/{id}/download", produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "The memories, in the format that was asked for",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ExportedMemories.class)),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string"))
      })
  HttpResponse<?> fetch(
      HttpRequest<?> request,
      @PathVariable String id,
      @QueryValue @Nullable String tenant,
      @QueryValue @Nullable String subject,
      @QueryValue @Nullable String after) {
    Owner owner = owner(request, tenant, subject);
    UUID export = RecallValidation.uuid("id", id);
    UUID place = after == null || after.isBlank() ? null : RecallValidation.uuid("after", after);
    return answered(
        () -> {
          ExportFormat format = exports.status(owner, export).query().format();
          return bytes(
              request, exports.fetch(owner, export, place, TraceId.current(request)), format);
        });
  }

  /** Throws a prepared export away. */
  @Delete("/{id}")
  @ApiResponse(responseCode = "204", description = "It is gone")
  HttpResponse<?> drop(
      HttpRequest<?> request,
      @PathVariable String id,
      @QueryValue @Nullable String tenant,
      @QueryValue @Nullable String subject) {
    Owner owner = owner(request, tenant, subject);
    UUID export = RecallValidation.uuid("id", id);
    return answered(
        () -> {
          exports.drop(owner, export);
          return HttpResponse.noContent();
        });
  }

  private static Owner owner(
      HttpRequest<?> request, @Nullable String tenant, @Nullable String subject) {
    Caller caller = CurrentCaller.of(request);
    String ofTenant = RecallValidation.tenant(caller.tenantOr(tenant));
    String ofSubject = RecallValidation.subject(caller.subjectOr(subject));
    CurrentCaller.require(request, Family.PERSONAL, Operation.EXPORT, ofTenant, ofSubject);
    return new Owner(ofTenant, ofSubject, caller.client());
  }

  private static void give(HttpRequest<?> request, @Nullable UUID receipt) {
    if (receipt != null) {
      AuditReceipt.give(request, receipt);
    }
  }

  private static HttpResponse<?> bytes(
      HttpRequest<?> request, Given<AtOnce> given, ExportFormat format) {
    give(request, given.receipt());
    return HttpResponse.ok(new StreamedFile(given.what().bytes(), MediaType.of(format.mediaType())))
        .header(
            "Content-Disposition", "attachment; filename=\"memories." + format.extension() + "\"")
        .header("Cache-Control", "no-store");
  }

  @FunctionalInterface
  private interface Work {
    HttpResponse<?> answer() throws ExportRefused;
  }

  private static HttpResponse<?> answered(Work work) {
    try {
      return work.answer();
    } catch (ExportRefused why) {
      throw problem(why);
    }
  }

  private static ApiProblem problem(ExportRefused why) {
    String message = String.valueOf(why.getMessage());
    Map<String, String> details = Map.of("reason", why.kind().name().toLowerCase(Locale.ROOT));
    return switch (why.kind()) {
      case TOO_LARGE -> ApiProblem.of(ErrorCode.PAYLOAD_TOO_LARGE, message, details);
      case TOO_MANY -> ApiProblem.retryLater(ErrorCode.RATE_LIMITED, message, why.retryAfter());
      case UNKNOWN -> ApiProblem.of(ErrorCode.NOT_FOUND, message, details);
      case NOT_READY -> ApiProblem.of(ErrorCode.CONFLICT, message, details);
      case NO_SUCH_PLACE ->
          ApiProblem.of(ErrorCode.VALIDATION_ERROR, message, Map.of("field", "after"));
      case UNAVAILABLE, FAILED ->
          ApiProblem.retryLater(ErrorCode.SERVICE_UNAVAILABLE, message, why.retryAfter());
    };
  }
}
